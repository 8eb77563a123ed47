"""Screening for trafficking: the guided form, the explained result, and the restricted file that it may open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions import screenings as actions
from cases.actions.teams import first_members
from cases.forms.screenings import OpenTraffickingCaseForm, ScreeningForm
from cases.interview_choices import ScreeningResult
from cases.models import Case, Returnee, TraffickingScreening
from cases.permissions import why_not_right, why_not_work
from cases.queries import get_case, get_returnee, get_screening, team_of_case, today
from cases.restricting import is_child
from cases.screening import edition, edition_on, explain, judge, proposals
from cases.views.interview_words import RESULT_CHIPS
from cases.views.words import case_crumbs, case_head, returnee_crumbs, returnee_head, worker_head
from core.access import requires
from core.steps import refuse, take_step
from core.templatetags.ui import tanggal_jam

BOTH = require_http_methods(["GET", "POST"])
RIGHT = "screenings.use"


def there(row: TraffickingScreening) -> str:
    return reverse("cases:screening", args=[row.pk])


@requires(RIGHT)
@BOTH
def returnee_screening(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = get_returnee(number, pk)
    page = {"crumbs": returnee_crumbs(row), "head": returnee_head(row, today())}
    return screen(request, row, page, reverse("cases:returnee", args=[number, pk]))


@requires(RIGHT)
@BOTH
def case_screening(request: HttpRequest, number: str) -> HttpResponse:
    case = get_case(number)
    refuse(why_not_work(request.viewer, case, RIGHT))
    page = {"crumbs": case_crumbs(case), "head": case_head(case, today())}
    return screen(request, case, page, reverse("cases:case", args=[number]))


def screen(request: HttpRequest, record: Returnee | Case, page: dict, back: str) -> HttpResponse:
    child = is_child(record.worker, today())
    form = ScreeningForm(
        request.POST or None,
        asked=edition_on(today()),
        is_child_now=child,
        initial={"was_child": "yes" if child else ""},
        cancel_url=back,
    )
    owner = {"case": record} if isinstance(record, Case) else {"returnee": record}
    made: list[TraffickingScreening] = []

    def do() -> None:
        made.append(
            actions.record_screening(worker=record.worker, on=today(), by=request.user, **form.values(), **owner)
        )

    notice = _("Hanya tim pelindungan yang membaca skrining. Setiap pembukaan dicatat atas nama pembukanya.")
    page = {**page, "title": _("Skrining indikasi TPPO"), "notice": notice}
    template = "cases/interview_form.html"
    answer = take_step(request, form, do=do, done=_("Skrining disimpan."), to=back, page=page, template=template)
    return redirect(there(made[0])) if made else answer


def crumbs_of(row: TraffickingScreening) -> list[dict[str, str]]:
    if row.returnee is not None:
        row.returnee.worker = row.worker
        return returnee_crumbs(row.returnee)
    return case_crumbs(row.case)


@requires(RIGHT)
@require_safe
def screening_page(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_screening(pk)
    asked = edition(row.edition)
    judgement = judge(asked, row.answers, was_child=row.was_child)
    is_sign = row.result == ScreeningResult.INDICATED
    may_open = is_sign and row.opened_at is None and not why_not_right(request.viewer, "cases.open")
    context = {
        "title": _("Skrining indikasi TPPO"),
        "crumbs": crumbs_of(row),
        "head": worker_head(row.worker, today()),
        "row": row,
        "chip": RESULT_CHIPS[ScreeningResult(row.result)],
        "sentences": explain(judgement, was_child=row.was_child, has_agreed=row.has_agreed),
        "who": _("Dilakukan oleh {nama}, {waktu}").format(nama=row.created_by, waktu=tanggal_jam(row.created_at)),
        "elements": [element_words(finding, row, asked) for finding in judgement.findings],
        "basis_facts": basis_of(row, asked),
        "open_url": reverse("cases:screening_open", args=[row.pk]) if may_open else "",
        "team": team_words(row.case) if row.opened_at and row.case else [],
        "referrals": referral_links(row.case) if row.opened_at and row.case else [],
    }
    return render(request, "cases/screening_page.html", context)


def element_words(finding, row: TraffickingScreening, asked) -> dict[str, object]:
    """One element with its questions and what was answered."""
    words = {"YES": _("Ya"), "NO": _("Tidak"), "UNKNOWN": _("Belum tahu")}
    answers = row.answers
    return {
        "title": finding.element.words,
        "items": [
            {
                "label": question.words,
                "value": words[answers.get(question.code, "UNKNOWN")],
                "is_yes": answers.get(question.code) == "YES",
            }
            for question in asked.of(finding.element.code)
        ],
    }


def basis_of(row: TraffickingScreening, asked) -> list[dict[str, object]]:
    """The articles that the elements rest on, and what was told of age and consent."""
    told = {True: _("Ya"), False: _("Tidak"), None: ""}
    return [
        *({"label": element.words, "value": element.article} for element in asked.elements),
        {"label": _("Di bawah 18 tahun saat kejadian"), "value": told[row.was_child]},
        {"label": _("Setuju berangkat atau bekerja"), "value": told[row.has_agreed]},
        {"label": _("Edisi pertanyaan"), "value": row.edition},
    ]


def team_words(case: Case) -> list[str]:
    return [str(user) for user in team_of_case(case)]


def referral_links(case: Case) -> list[dict[str, str]]:
    there = reverse("cases:case_refer", args=[case.number])
    return [
        {"words": f"{row.name}: {row.purpose_words}", "url": f"{there}?instansi={row.agency}"} for row in proposals()
    ]


@requires(RIGHT)
@BOTH
def screening_open(request: HttpRequest, pk: int) -> HttpResponse:
    """The confirmation: who will be the team, and which referrals are proposed."""
    row = get_screening(pk)
    refuse(why_not_right(request.viewer, "cases.open"))
    proposed = [proposal.agency for proposal in proposals()]
    form = OpenTraffickingCaseForm(
        request.POST or None,
        district_id=row.worker.district_id,
        right="cases.view",
        initial={"team": sorted(first_members(row.worker, today())), "agencies": proposed},
        cancel_url=there(row),
    )
    made: list[Case] = []

    def do() -> None:
        chosen = form.cleaned_data
        made.append(
            actions.open_trafficking_case(
                screening=row, user_ids=form.user_ids(), agencies=chosen["agencies"], on=today(), by=request.user
            )
        )

    page = {
        "title": _("Buka kasus terbatas"),
        "crumbs": [*crumbs_of(row), {"label": _("Skrining indikasi TPPO"), "url": there(row)}],
        "head": worker_head(row.worker, today()),
        "notice": _("Kasus ini hanya akan terlihat oleh tim yang dipilih. Skrining dan pendalamannya ikut ke sana."),
    }
    answer = take_step(request, form, do=do, done=_("Kasus terbatas dibuka."), to=there(row), page=page)
    return redirect("cases:case", made[0].number) if made else answer
