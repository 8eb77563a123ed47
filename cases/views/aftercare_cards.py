"""Death, illness, papers and rights as the cards of a case show them, and in short on the page of one return."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cases import reference
from cases.choices import Kinship, ListName, TaskState
from cases.choices_aftercare import (
    BENEFIT_OPEN,
    DUTY_OPEN,
    PAPERS_OF_REMAINS,
    PAPERS_OF_SICK,
    BenefitState,
    Circumstance,
    Currency,
    DutyState,
    Fitness,
    PaperKind,
    PaperState,
    Placement,
    ProofState,
)
from cases.elapsed import span_words, weekday_doubt
from cases.models import Benefit, Case, CasePaper, DeadlineRule, Death, HospitalStay, Illness, Returnee, SourcedValue
from cases.queries.aftercare import Care, care_of, care_of_return
from cases.views.case_cards import TASK_CHIPS
from core.templatetags.ui import angka, rupiah, tanggal

# The rules of data/deadline_rules.csv, for the catalogue; what an office words anew stays in its own words.
RULE_WORDS = (
    gettext_noop("Menelusuri hak ahli waris"),
    gettext_noop("Hak ahli waris tampil sebagai lewat tenggat"),
    gettext_noop("P3MI memulangkan jenazah"),
    gettext_noop("Kewajiban P3MI tampil sebagai lewat tenggat"),
    gettext_noop("Tawaran pemberdayaan sejak kepulangan"),
    gettext_noop("Lewat satu tahun orang ini tidak lagi dapat diberi pemberdayaan sosial"),
)
PAPER_CHIPS = {
    PaperState.NEEDED: "paper_needed",
    PaperState.ASKED: "paper_asked",
    PaperState.HAVE: "paper_have",
    PaperState.NOT_NEEDED: "paper_not",
}
BENEFIT_CHIPS = {
    BenefitState.OPEN: "benefit_open",
    BenefitState.CLAIMED: "benefit_claimed",
    BenefitState.PAID: "benefit_paid",
    BenefitState.REFUSED: "benefit_refused",
    BenefitState.NONE: "benefit_none",
}
DUTY_CHIPS = {
    DutyState.NOT_ASKED: "duty_not_asked",
    DutyState.ASKED: "duty_asked",
    DutyState.MET: "duty_met",
    DutyState.REFUSED: "duty_refused",
    DutyState.OTHER: "duty_other",
}
SICK_CATEGORIES = frozenset({"SAKIT", "DEPRESI", "KECELAKAAN_KERJA", "UNFIT", "HAMIL_PUNYA_ANAK"})
RIGHTS_CATEGORIES = frozenset({"JAMINAN_SOSIAL", "HAK_BELUM_TERPENUHI"})
Fact = dict[str, object]


def care_cards(case: Case, on: date, *, may_note: bool) -> dict[str, object]:
    """Inputs of the four cards; a card that a case does not need is only a link behind them."""
    care = care_of(case)
    is_death = case.category == "MENINGGAL" or care.death is not None
    is_sick = case.category in SICK_CATEGORIES or care.illness is not None or bool(care.treatments)
    shows_rights = is_death or case.category in RIGHTS_CATEGORIES or bool(care.benefits)
    number = case.number
    return {
        "death": death_card(case, care, on, may_note=may_note) if is_death else None,
        "illness": illness_card(case, care, may_note=may_note) if is_sick else None,
        "papers": paper_lines(case, care.papers, is_death=is_death, is_sick=is_sick, may_note=may_note),
        "papers_url": step(number, "case_paper_new", may_note),
        "benefits": [benefit_line(case, row, care.death, on, may_note=may_note) for row in care.benefits]
        if shows_rights
        else None,
        "benefits_url": step(number, "benefit_new", may_note),
        "more": [
            {"url": reverse(f"cases:{name}", args=[number]), "label": label, "icon": icon}
            for name, label, icon, is_shown in (
                ("death_edit", _("Catat meninggal dunia"), "flower1", is_death),
                ("illness_edit", _("Catat orang sakit"), "hospital", is_sick),
                ("benefit_new", _("Catat santunan atau hak"), "cash-coin", shows_rights),
            )
            if may_note and not is_shown
        ],
    }


def step(number: str, name: str, is_allowed: bool, *parts: object) -> str:
    return reverse(f"cases:{name}", args=[number, *parts]) if is_allowed else ""


def known(facts: list[tuple[str, object]], *, always: int = 0) -> list[Fact]:
    """Facts of a card: the first `always` also where nothing is known, the others only when they are."""
    return [{"label": label, "value": value} for place, (label, value) in enumerate(facts) if value or place < always]


def day(value: date | None) -> str:
    return tanggal(value) if value else ""


def country(code: str) -> str:
    return reference.label(ListName.COUNTRY, code) if code else ""


def joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


# --- death ------------------------------------------------------------------------------------------------------------


def death_card(case: Case, care: Care, on: date, *, may_note: bool) -> dict[str, object]:
    death = care.death
    return {
        "edit_url": step(case.number, "death_edit", may_note),
        "facts": death_facts(death) if death else [],
        "printed": [printed_line(row) for row in care.printed],
        "proof": proof_line(death) if death else None,
        "duty": duty_line(death, on) if death else None,
    }


def death_facts(death: Death) -> list[Fact]:
    placement = "" if death.placement == Placement.UNKNOWN else str(death.get_placement_display())
    flag = _("bendera {negara}").format(negara=country(death.vessel_flag)) if death.vessel_flag else ""
    facts = [
        (_("Tanggal meninggal"), day(death.on)),
        (_("Tempat meninggal"), joined(death.place, country(death.country))),
        (_("Keadaan kematian"), circumstance_words(death)),
        (_("Sebab meninggal"), death.cause),
        (_("Penempatan"), joined(placement, death.company)),
        (_("Sebab menurut dokumen"), death.cause_told_by),
        (_("Kapal"), joined(death.vessel, flag, death.sea_area)),
        (_("Keluarga diberi tahu"), informed_words(death)),
        (_("Keinginan keluarga tentang pemakaman"), death.burial_wish),
        (_("Pendamping peti"), death.companion),
        (_("Dimakamkan"), joined(death.burial_place, day(death.buried_on))),
    ]
    return known(facts, always=5)


def circumstance_words(death: Death) -> str:
    return "" if death.circumstance == Circumstance.UNKNOWN else str(death.get_circumstance_display())


def informed_words(row: Death | Illness) -> str:
    """`8 Feb 2021 (3 hari setelah meninggal), ibu, oleh Disnaker`."""
    when = day(row.informed_on)
    died = row.on if isinstance(row, Death) else None
    if row.informed_on and died and row.informed_on > died:
        later = _("{lama} setelah meninggal").format(lama=span_words(died, row.informed_on))
        when = f"{when} ({later})"
    by = row.informed_by if isinstance(row, Death) else ""
    return joined(when, row.informed_whom, _("oleh {siapa}").format(siapa=by) if by else "")


def printed_line(row: SourcedValue) -> dict[str, str]:
    labels = {"death_on": _("Tanggal meninggal"), "death_place": _("Tempat meninggal")}
    return {
        "label": labels.get(row.field, row.field),
        "printed": row.printed,
        "source": joined(str(row.get_source_kind_display()), row.source, day(row.source_date)),
        "doubt": weekday_doubt(row.printed, row.read_date),
    }


def proof_line(death: Death) -> dict[str, str] | None:
    if death.proof_state == ProofState.UNKNOWN and not death.proof:
        return None
    task = death.proof_task
    is_searched = task is not None and death.proof_state == ProofState.MISSING
    return {
        "words": joined(str(death.get_proof_state_display()), death.proof),
        "chip": TASK_CHIPS[TaskState(task.state)] if task is not None and is_searched else "",
    }


def duty_line(death: Death, on: date) -> dict[str, object] | None:
    """Who must pay, by which rule, until when it is asked, and what came of it."""
    rule = death.duty_rule
    if rule is None:
        return None
    who = death.company or _("P3MI yang menempatkan")
    sentence = _("{siapa} wajib memulangkan jenazah ini. Dasar: {pasal}.").format(siapa=who, pasal=rule.article)
    is_open = death.duty_state in DUTY_OPEN
    return {
        "sentence": sentence,
        "chip": DUTY_CHIPS[DutyState(death.duty_state)],
        "note": death.duty_note,
        "is_open": is_open,
        **(clock(rule, death.duty_due_on, on) if is_open else {}),
    }


def clock(rule: DeadlineRule | None, due: date | None, on: date) -> dict[str, object]:
    """Until when it is asked again; whose days these are."""
    if due is None:
        return {}
    basis = _("target kantor") if rule is None or rule.is_internal else rule.article
    return {"due": _("Tanyakan sampai {tgl} ({dasar}).").format(tgl=tanggal(due), dasar=basis), "is_late": due < on}


# --- papers and rights ------------------------------------------------------------------------------------------------


def paper_lines(
    case: Case, papers: list[CasePaper], *, is_death: bool, is_sick: bool, may_note: bool
) -> list[dict[str, object]] | None:
    """What is needed, in the order of the list, recorded or not; then the others. None where no paper is needed."""
    needed = (*(PAPERS_OF_REMAINS if is_death else ()), *(PAPERS_OF_SICK if is_sick else ()))
    if not needed and not papers:
        return None
    lines = []
    for kind in needed:
        rows = [row for row in papers if row.kind == kind]
        lines += [paper_line(case, row, may_note=may_note) for row in rows] or [
            open_paper(case, PaperKind(kind), may_note=may_note)
        ]
    others = [row for row in papers if row.kind not in needed]
    return [*lines, *(paper_line(case, row, may_note=may_note) for row in others)]


def open_paper(case: Case, kind: PaperKind, *, may_note: bool) -> dict[str, object]:
    url = step(case.number, "case_paper_new", may_note)
    return {"title": kind.label, "chip": "paper_unknown", "facts": "", "edit_url": f"{url}?jenis={kind}" if url else ""}


def paper_line(case: Case, row: CasePaper, *, may_note: bool) -> dict[str, object]:
    return {
        "title": row.get_kind_display(),
        "chip": PAPER_CHIPS[PaperState(row.state)],
        "facts": " · ".join(filter(None, [row.number, day(row.on), row.issuer, row.note])),
        "edit_url": step(case.number, "case_paper_edit", may_note, row.pk),
    }


def benefit_line(case: Case, row: Benefit, death: Death | None, on: date, *, may_note: bool) -> dict[str, object]:
    amount = amount_words(row)
    is_open = row.state in BENEFIT_OPEN
    through = _("melalui {siapa}").format(siapa=row.handed_through) if row.handed_through else ""
    witness = _("saksi {siapa}").format(siapa=row.witness) if row.witness else ""
    return {
        "title": row.get_kind_display(),
        "chip": BENEFIT_CHIPS[BenefitState(row.state)],
        "amount": joined(amount, row.payer),
        "to": recipient_words(row),
        "paid": joined(day(row.paid_on), row.place, through, witness),
        "claimed": _("diajukan {tgl}").format(tgl=tanggal(row.claimed_on)) if row.claimed_on else "",
        "delay": delay_words(row, death),
        "note": row.note,
        "edit_url": step(case.number, "benefit_edit", may_note, row.pk),
        **(clock(row.rule, row.due_on, on) if is_open else {}),
    }


def amount_words(row: Benefit) -> str:
    """`Rp85.000.000`, `MYR 12.500`."""
    if row.amount is None:
        return ""
    if row.currency == Currency.IDR:
        return rupiah(row.amount)
    is_whole = row.amount == row.amount.to_integral_value()
    return f"{row.currency} {angka(int(row.amount) if is_whole else row.amount)}"


def recipient_words(row: Benefit) -> str:
    relation = "" if row.kinship in {"", Kinship.UNKNOWN} else str(row.get_kinship_display())
    return f"{row.recipient} ({relation})" if row.recipient and relation else row.recipient or relation


def delay_words(row: Benefit, death: Death | None) -> str:
    """How long the heirs waited."""
    if death is None or death.on is None or row.paid_on is None or row.paid_on <= death.on:
        return ""
    return _("Dibayar {lama} setelah meninggal.").format(lama=span_words(death.on, row.paid_on))


def open_rights_words(case: Case) -> str:
    """Before a case is closed: what heirs are owed is asked for no more. Said, never blocking."""
    left = Benefit.objects.filter(case=case, state__in=BENEFIT_OPEN).count()
    if not left:
        return ""
    return _(
        "Masih ada {n} hak yang belum selesai. Sesudah kasus ditutup, hak itu tidak tampil lagi di Beranda."
    ).format(n=left)


# --- the sick ---------------------------------------------------------------------------------------------------------


def illness_card(case: Case, care: Care, *, may_note: bool) -> dict[str, object]:
    return {
        "edit_url": step(case.number, "illness_edit", may_note),
        "add_url": step(case.number, "hospital_new", may_note),
        "facts": illness_facts(care.illness) if care.illness else [],
        "treatments": [treatment_line(case, row, may_note=may_note) for row in care.treatments],
        "needs_fitness": lacks_fitness(care),
    }


def lacks_fitness(care: Care) -> bool:
    """The certificate that Permen P2MI 32/2025 art. 13 b asks for is not there and not said to be needless."""
    settled = {PaperState.HAVE, PaperState.NOT_NEEDED}
    return not any(row.kind == PaperKind.FITNESS and row.state in settled for row in care.papers)


def illness_facts(row: Illness) -> list[Fact]:
    fitness = "" if row.fitness == Fitness.UNKNOWN else str(row.get_fitness_display())
    facts = [
        (_("Keadaan dalam perjalanan"), fitness),
        (_("Pendamping atau perawat perjalanan"), row.escort),
        (_("Perlengkapan khusus"), row.equipment),
        (_("Yang mendampingi selama sakit"), row.bedside),
        (_("Keluarga ditelusuri oleh"), joined(row.traced_by, day(row.traced_on))),
        (_("Keluarga diberi tahu"), informed_words(row)),
        (_("Keterangan"), row.note),
    ]
    return known(facts, always=2)


def treatment_line(case: Case, row: HospitalStay, *, may_note: bool) -> dict[str, object]:
    days = " – ".join(filter(None, [day(row.from_on), day(row.until_on)]))
    return {
        "place": row.hospital,
        "where": joined(str(row.get_where_display()), country(row.country)),
        "when": joined(days, row.length),
        "diagnosis": row.diagnosis,
        "told_by": _("menurut {siapa}").format(siapa=row.told_by) if row.told_by else "",
        "companion": _("didampingi {siapa}").format(siapa=row.companion) if row.companion else "",
        "outcome": row.outcome,
        "edit_url": step(case.number, "hospital_edit", may_note, row.pk),
    }


# --- in short, on the page of one return ------------------------------------------------------------------------------


def short_care(row: Returnee) -> list[dict[str, object]]:
    """One line for each file of this return in sight that tells of a death or an illness."""
    lines = []
    for found in care_of_return(row):
        url = reverse("cases:case", args=[found.case.number])
        if found.death:
            where = joined(found.death.place, country(found.death.country))
            text = " · ".join(filter(None, [day(found.death.on), where])) or _("Belum diketahui")
            lines.append({"url": f"{url}#meninggal", "title": _("Meninggal dunia"), "text": text, "icon": "flower1"})
        if found.illness:
            text = joined(str(found.illness.get_fitness_display()), found.illness.escort)
            lines.append({"url": f"{url}#sakit", "title": _("Orang sakit"), "text": text, "icon": "hospital"})
    return lines
