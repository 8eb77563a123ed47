"""Families of a return: tied together, loosened again, and as the page of the return shows them."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions import families as actions
from cases.choices import AgeGroup, FamilyRelation
from cases.families import Families
from cases.forms.families import FamilyForm
from cases.models import Returnee
from cases.queries import get_repatriation, group_members
from cases.queries.families import get_link
from cases.views.words import return_crumbs, return_head
from core.access import requires
from core.steps import do_once, take_step


def marked(request: HttpRequest) -> int | None:
    """`?orang=`: who was pointed at."""
    key = request.GET.get("orang", "")
    return int(key) if key.isdecimal() and len(key) < 19 else None


@requires("returns.record")
@require_http_methods(["GET", "POST"])
def family_link(request: HttpRequest, number: str) -> HttpResponse:
    """`?orang=` is a child whose parent is looked for: ticked, and "parent" chosen."""
    repatriation = get_repatriation(number)
    people = group_members(repatriation)
    back = reverse("cases:return_detail", args=[number]) + "#orang"
    pointed = marked(request)
    initial = {"relation": FamilyRelation.PARENT, "relatives": [pointed] if pointed else []}
    grown = next((row.pk for row in people if row.age_group != AgeGroup.CHILD and row.pk != pointed), None)
    form = FamilyForm(request.POST or None, people=people, initial={**initial, "person": grown}, cancel_url=back)
    return take_step(
        request,
        form,
        do=lambda: actions.link_relatives(
            person=form.cleaned_data["person"],
            relation=form.cleaned_data["relation"],
            relatives=list(form.cleaned_data["relatives"]),
            by=request.user,
        ),
        done=_("Keluarga ditautkan."),
        to=back,
        page={
            "title": _("Tautkan keluarga"),
            "crumbs": return_crumbs(repatriation),
            "head": return_head(repatriation),
        },
    )


@requires("returns.record")
@require_POST
def family_unlink(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    link = get_link(get_repatriation(number), pk)
    return do_once(
        request,
        do=lambda: actions.unlink_relatives(link=link, by=request.user),
        done=_("Tautan keluarga dilepas."),
        to=reverse("cases:return_detail", args=[number]) + "#orang",
    )


def family_of_card(row: Returnee, families: Families, number: str, *, may_record: bool) -> dict[str, object]:
    """What the line of one person tells of their family: kin, the chip of a child, and the head of the family."""
    family = families.of(row)
    is_open = may_record and any(one.pk not in families.settled for one in family)
    chip = families.child.get(row.pk, "")
    link_url = f"{reverse('cases:family_link', args=[number])}?orang={row.pk}"
    return {
        "kin": [
            {
                "words": f"{tie.relation.label}: {tie.other.worker}",
                "unlink_url": reverse("cases:family_unlink", args=[number, tie.link.pk])
                if may_record and tie.link.worker_id == row.worker_id
                else "",
            }
            for tie in families.kin.get(row.pk, ())
        ],
        "child_chip": chip,
        "parent_url": link_url if may_record and chip == "child_alone" else "",
        "family_head": family_head(family, number, is_open=is_open) if family and family[0] is row else None,
        "is_kin": bool(family),
    }


def family_head(family: list[Returnee], number: str, *, is_open: bool) -> dict[str, object]:
    """The line above a family: how many they are, and one hand-over for all of them while it is needed."""
    people = "&".join(f"orang={row.pk}" for row in family)
    url = f"{reverse('cases:handover_new', args=[number])}?{people}" if is_open else ""
    return {"words": _("Keluarga, {n} orang").format(n=len(family)), "handover_url": url}
