"""What is done at the head of the pages of returns: one next step, few beside it, the others behind "Lainnya"."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.choices import RepatriationState
from cases.models import Repatriation
from cases.queries import Reconciliation
from core.scope import Viewer

OVER = (RepatriationState.HANDED_OVER, RepatriationState.DONE, RepatriationState.CANCELLED)
Step = dict[str, str]


def step(url: str, label: str, icon: str) -> Step:
    """A step of components/page_steps.html; without an address it is not shown."""
    return {"url": url, "label": label, "icon": icon}


def steps_of(first: Step | None, quiet: list[Step], more: list[Step]) -> dict[str, object]:
    """Inputs of components/page_steps.html. `first` stands out, and is not repeated among the others."""
    first = first if first and first["url"] else None
    return {
        "first": first,
        "quiet": [row for row in quiet if row["url"] and row != first],
        "more": [row for row in more if row["url"] and row != first],
    }


def return_steps(
    repatriation: Repatriation, numbers: Reconciliation, urls: Mapping[str, str], *, lacks_receiver: bool
) -> dict[str, object]:
    """Until everybody of the letter is recorded they are met; then handed over; then the return is ended.

    `urls`: the addresses that the viewer may take, by the names of views/returns.py return_page.
    """
    meet = step(urls["pick_up_url"], _("Penjemputan"), "check2-square")
    end_url = f"{urls['edit_url']}#id_state" if urls["edit_url"] else ""
    if repatriation.state in OVER:
        first = None
    elif not numbers.total_arrived or numbers.open:
        first = meet
    elif lacks_receiver:
        first = step(urls["handover_url"], _("Siapkan serah terima"), "person-check")
    else:
        first = step(end_url, _("Nyatakan selesai"), "flag")
    quiet = [
        step(urls["add_url"], _("Tambah orang"), "person-plus"),
        step(urls["papers_url"], _("Naskah"), "file-earmark-text"),
    ]
    more = [
        meet,
        step(urls["grid_url"], _("Ketik dari formulir"), "keyboard"),
        step(urls["import_url"], _("Impor daftar"), "upload"),
        step(urls["list_url"], _("Catat daftar surat"), "list-ol"),
    ]
    return steps_of(first, quiet, more)


def list_steps(viewer: Viewer) -> dict[str, object]:
    """Those of the list of returns."""

    def at(name: str, right: str) -> str:
        return reverse(f"cases:{name}") if viewer.may(right) else ""

    calendar = step(at("calendar", "returns.view"), _("Kalender"), "calendar-plus")
    quiet = [
        step(at("from_letter", "returns.manifest"), _("Surat baru pemulangan"), "envelope-paper"),
        step(at("pick_ups", "returns.record"), _("Penjemputan"), "check2-square"),
    ]
    more = [
        step(at("return_announce", "returns.record"), _("Catat rencana"), "calendar-plus"),
        calendar,
        step(at("cost_month", "returns.view"), _("Biaya sebulan"), "cash-coin"),
        step(at("paper_forms", "returns.record"), _("Formulir kosong"), "printer"),
        step(at("old_data", "returns.manifest"), _("Data lama"), "clock-history"),
    ]
    record = step(at("arrival_new", "returns.record"), _("Catat kedatangan"), "plus-lg")
    return steps_of(record, quiet, more) if record["url"] else steps_of(None, [calendar], [])
