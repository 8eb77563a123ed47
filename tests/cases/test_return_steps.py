"""The steps at the head of the returns: one stands out, as far as the return has come; each by who may take it."""

import re

import pytest

from cases.models import Repatriation
from cases.queries import Reconciliation
from cases.views.return_steps import return_steps
from core.forms import OnceForm

URLS = dict.fromkeys(
    ("pick_up_url", "edit_url", "handover_url", "add_url", "papers_url", "grid_url", "import_url", "list_url"), "/x/"
)
NONE_YET, SOME, ALL = Reconciliation(10, 0, 0, 0), Reconciliation(10, 6, 1, 0), Reconciliation(10, 9, 1, 0)


@pytest.mark.parametrize(
    ("state", "numbers", "lacks", "label"),
    [
        ("ANNOUNCED", NONE_YET, False, "Penjemputan"),
        ("ARRIVED", SOME, True, "Penjemputan"),
        ("ARRIVED", ALL, True, "Siapkan serah terima"),
        ("ARRIVED", ALL, False, "Nyatakan selesai"),
    ],
)
def test_the_next_step_follows_from_how_far_the_return_is(state, numbers, lacks, label):
    steps = return_steps(Repatriation(state=state), numbers, URLS, lacks_receiver=lacks)
    assert steps["first"]["label"] == label
    assert [row["label"] for row in (*steps["quiet"], *steps["more"])].count(label) == 0


@pytest.mark.parametrize("state", ["HANDED_OVER", "DONE", "CANCELLED"])
def test_what_is_over_has_no_next_step(state):
    steps = return_steps(Repatriation(state=state), ALL, URLS, lacks_receiver=False)
    assert (steps["first"], [row["label"] for row in steps["more"]][0]) == (None, "Penjemputan")


def test_a_step_that_may_not_be_taken_is_not_shown():
    urls = {**dict.fromkeys(URLS, ""), "papers_url": "/naskah/"}
    steps = return_steps(Repatriation(state="ARRIVED"), ALL, urls, lacks_receiver=False)
    assert (steps["first"], [row["label"] for row in steps["quiet"]], steps["more"]) == (None, ["Naskah"], [])


def heads(client) -> list[str]:
    page = client.get("/pemulangan/").content.decode()
    head = page[page.index('class="page-actions"') : page.index("filter-bar")]
    return [" ".join(re.sub("<[^>]+>", " ", found).split()) for found in re.findall(r"<a .*?</a>", head, re.DOTALL)]


def test_the_list_offers_what_the_viewer_may(people, client_for):
    assert heads(client_for(people.caseworker)) == [
        "Catat kedatangan", "Surat baru pemulangan", "Penjemputan", "Catat rencana", "Kalender", "Biaya sebulan",
        "Formulir kosong",
        "Data lama",
    ]  # fmt: skip
    assert heads(client_for(people.district_buton_tengah)) == [
        "Catat kedatangan", "Penjemputan", "Catat rencana", "Kalender", "Biaya sebulan",
        "Formulir kosong",
    ]  # fmt: skip
    assert heads(client_for(people.placement)) == ["Kalender"]


def test_a_row_that_came_without_a_form_gets_an_identifier_to_be_edited():
    assert OnceForm(initial={"form_id": None}).initial["form_id"] is not None
