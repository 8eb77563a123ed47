"""What rows are called on the screens. Values are made ready here, so that row templates stay lean."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from cases import reference
from cases.adu import adu_label
from cases.ages import CHILD_UNDER, worker_age, years_words
from cases.choices import AgeGroup, ArrivalState, ListName, RepatriationState, Sex, SubmissionState
from cases.models import Case, Repatriation, Returnee, Worker
from cases.queries import Masked
from core.templatetags.ui import tanggal

# The rules of data/deadline_rules.csv, for the catalogue; what an office words anew stays in its own words.
RULE_WORDS = (
    gettext_noop("Tindakan pertama sejak kasus dibuka"),
    gettext_noop("Tindak lanjut kepulangan"),
    gettext_noop("Kasus tampil sebagai lewat tenggat"),
    gettext_noop("Penjemputan dibuka sebelum tiba"),
    gettext_noop("Penjemputan berakhir sesudah tiba"),
    gettext_noop("Petugas yang ditetapkan melihat dan menandai semua orang pemulangan itu"),
    gettext_noop("Petugas yang ditetapkan tidak lagi melihat pemulangan itu"),
)
SUBMISSION_CHIPS = {
    SubmissionState.WAITING: "sub_waiting",
    SubmissionState.RETURNED: "sub_returned",
    SubmissionState.VERIFIED: "sub_verified",
}
RETURN_CHIPS = {
    RepatriationState.ANNOUNCED: "ret_announced",
    RepatriationState.EN_ROUTE: "ret_enroute",
    RepatriationState.ARRIVED: "ret_arrived",
    RepatriationState.SHELTERED: "ret_sheltered",
    RepatriationState.HANDED_OVER: "ret_handed",
    RepatriationState.DONE: "ret_done",
    RepatriationState.CANCELLED: "ret_cancelled",
}
ABSENCE_CHIPS = {
    "LEFT": "na_left",
    "POSTPONED": "na_postponed",
    "ILL": "na_ill",
    "FAMILY": "na_family",
    "OWN_COST": "na_own",
    "NOT_FOUND": "na_not_found",
    "UNKNOWN": "na_unknown",
}
REFERRAL_CHIPS = {"SENT": "ref_sent", "ACCEPTED": "ref_accepted", "REFUSED": "ref_refused", "REVOKED": "ref_revoked"}


def reason_words(codes: list[str]) -> list[str]:
    """Why two people look alike."""
    words = {
        "NIK": _("NIK sama"),
        "PASSPORT": _("Nomor paspor sama"),
        "PHONE": _("Telepon sama"),
        "FAMILY_PHONE": _("Telepon keluarga sama"),
        "NAME": _("Nama sama"),
        "NAME_ALIKE": _("Nama mirip"),
        "BIRTH_DATE": _("Tanggal lahir sama"),
        "AGE": _("Umur berdekatan"),
        "VILLAGE": _("Desa sama"),
        "DISTRICT": _("Kabupaten sama"),
    }
    return [words.get(code, code) for code in codes]


def age_words(worker: Worker, on: date) -> str:
    """`41 tahun`, `sekitar 41 tahun`, or nothing when it is not known."""
    age = worker_age(worker, on)
    if age is None:
        return ""
    words = years_words(age)
    return _("sekitar {umur}").format(umur=words) if worker.age_is_estimated and age >= CHILD_UNDER else words


def sex_words(code: str) -> str:
    return "" if code == Sex.UNKNOWN else str(Sex(code).label)


def place_words(worker: Worker) -> str:
    """`Desa Wasilomata II, Kab. Buton Tengah`, as far as it is known."""
    return ", ".join(area.short_name() for area in (worker.village, worker.district) if area)


def person_facts(worker: Worker, on: date) -> list[str]:
    return [words for words in (sex_words(worker.sex), age_words(worker, on), place_words(worker)) if words]


def masked_words(masked: Masked) -> str:
    """`Perempuan, Dewasa, Wakatobi, tercatat 2026`."""
    group = "" if masked.age_group == AgeGroup.UNKNOWN else str(AgeGroup(masked.age_group).label)
    known = [sex_words(masked.sex), group, masked.district]
    return ", ".join([*filter(None, known), _("tercatat {tahun}").format(tahun=masked.year)])


def case_state(case: Case) -> dict[str, str]:
    label = reference.label(ListName.STAGE, case.stage)
    return {"key": "stage", "label": label, "look": "good" if case.closed_at else "moving"}


def case_states(case: Case, on: date) -> list[dict[str, str]]:
    """Stage, published status, overdue, restricted. A closed case says once how it ended: by its stage."""
    found = [case_state(case), *([] if case.closed_at else [{"key": "case_open"}])]
    if case.closed_at is None and case.due_on and case.due_on < on:
        found.append({"key": "overdue"})
    if case.is_restricted:
        found.append({"key": "restricted"})
    return found


def days_left(case: Case, on: date) -> str:
    """`Sisa 3 hari`, `Hari ini`, `Lewat 12 hari`; nothing for a closed case."""
    if case.due_on is None or case.closed_at is not None:
        return ""
    left = (case.due_on - on).days
    if left < 0:
        return ngettext("Lewat %(n)s hari", "Lewat %(n)s hari", -left) % {"n": -left}
    return _("Tenggat hari ini") if left == 0 else ngettext("Sisa %(n)s hari", "Sisa %(n)s hari", left) % {"n": left}


def clock_words(case: Case, on: date) -> dict[str, str] | None:
    """The deadline, the rule it rests on, and what happens when it ends."""
    if case.due_on is None or case.rule is None or case.closed_at is not None:
        return None
    basis = case.rule.article or _("target kantor")
    return {
        "left": days_left(case, on),
        "day": tanggal(case.due_on),
        "basis": _("Dasar: {aturan}, {pasal}.").format(aturan=_(case.rule.label), pasal=basis),
        "effect": _("Bila lewat: {akibat}.").format(akibat=_(case.rule.effect)) if case.rule.effect else "",
        "is_late": case.due_on < on,
    }


def case_head(case: Case, on: date) -> dict[str, object]:
    """Inputs of components/record_header.html."""
    return {
        "name": str(case.worker),
        "number": case.number,
        "facts": [adu_label(case.adu_number), days_left(case, on)],
        "states": case_states(case, on),
    }


def worker_head(worker: Worker, on: date) -> dict[str, object]:
    return {
        "name": str(worker),
        "number": worker.number,
        "facts": person_facts(worker, on),
        "states": [{"key": "restricted"}] if worker.is_restricted else [],
    }


def return_name(repatriation: Repatriation) -> str:
    """`PMI deportasi, KM Contoh Bahari`."""
    parts = [reference.label(ListName.RETURN_CAUSE, repatriation.cause), repatriation.vessel]
    return ", ".join(part for part in parts if part)


def return_head(repatriation: Repatriation) -> dict[str, object]:
    day = repatriation.arrived_on or repatriation.expected_on
    return {
        "name": return_name(repatriation),
        "number": repatriation.number,
        "facts": [repatriation.place_of_arrival, tanggal(day) if day else ""],
        "states": [{"key": RETURN_CHIPS[repatriation.state]}],
    }


def returnee_states(row: Returnee) -> list[dict[str, str]]:
    found = [{"key": SUBMISSION_CHIPS[row.submission_state]}]
    if row.arrival_state == ArrivalState.NOT_ARRIVED:
        found.insert(0, {"key": ABSENCE_CHIPS[row.not_arrived_reason]})
    if row.is_unlisted:
        found.append({"key": "unlisted"})
    if is_old_unchecked(row):
        found.append({"key": "legacy"})
    if row.is_restricted:
        found.append({"key": "restricted"})
    return found


def is_old_unchecked(row: Returnee) -> bool:
    """Whether the row comes from an old sheet and nobody has checked it; asked only where it was read along."""
    record = row._state.fields_cache.get("old_record")
    return record is not None and record.checked_at is None


def flag_words(row: Returnee) -> list[str]:
    """The flags in sight; one may stand in two files."""
    return [
        reference.label(ListName.VULNERABILITY, code) for code in dict.fromkeys(flag.code for flag in row.flags.all())
    ]


def returnee_head(row: Returnee, on: date) -> dict[str, object]:
    return {**worker_head(row.worker, on), "states": returnee_states(row)}


def crumb(label: str, name: str, *args) -> dict[str, str]:
    return {"label": label, "url": reverse(name, args=args)}


def case_crumbs(case: Case | None = None) -> list[dict[str, str]]:
    found = [crumb(_("Kasus"), "cases:cases")]
    return [*found, crumb(case.number, "cases:case", case.number)] if case else found


def worker_crumbs(worker: Worker | None = None) -> list[dict[str, str]]:
    found = [crumb(_("Data PMI"), "cases:workers")]
    return [*found, crumb(worker.number, "cases:worker", worker.number)] if worker else found


def return_crumbs(repatriation: Repatriation | None = None) -> list[dict[str, str]]:
    found = [crumb(_("Pemulangan"), "cases:returns")]
    if repatriation is None:
        return found
    return [*found, crumb(repatriation.number, "cases:return_detail", repatriation.number)]


def returnee_crumbs(row: Returnee) -> list[dict[str, str]]:
    there = crumb(str(row.worker), "cases:returnee", row.repatriation.number, row.pk)
    return [*return_crumbs(row.repatriation), there]
