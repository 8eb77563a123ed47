"""The page of a large group: the first people, the others by page, by name, or all; nobody is missed."""

import re

import pytest

from cases.actions.list_imports import LetterHead, apply_list_import, read_list_import, start_list_import
from cases.listing import Grid
from cases.models import ListImport
from core.scope import viewing_everything
from tests.counting import queries_of
from tests.factories.casework import make_group, make_returnee, person

FIRST = ("Batu", "Karang", "Pasir", "Teluk", "Ombak")
LAST = ("Ampar", "Busur", "Cemara", "Damar", "Elang", "Gading", "Intan", "Jati", "Kelapa")
NAMES = [f"La Uji {word} {end}" for word in FIRST for end in LAST]


def listed(group, names, by):
    """The names as the letter's list of the group."""
    rows = [("No", "Nama", "L/P", "Umur"), *((at, name, "L", 30) for at, name in enumerate(names, start=1))]
    head = LetterHead("BP3MI Contoh")
    row = start_list_import(repatriation=group, head=head, file_name="", grids=[Grid("", rows)], by=by)
    read_list_import(row=row, reading=row.reading, progress=lambda *_told: None, by=by)
    return apply_list_import(row=ListImport.objects.get(pk=row.pk), people_counted=None, by=by)


@pytest.fixture
def large(people, scope_of):
    """A group of 45 who arrived and stand on a list."""
    with scope_of(people.caseworker):
        group = make_group(people.caseworker)
        for name in NAMES:
            make_returnee(people.caseworker, group=group, who=person(name))
        listed(group, NAMES, people.caseworker)
    return group


def page(client, group, query: str = "") -> str:
    return client.get(f"/pemulangan/{group.number}/{query}").content.decode()


def card(html: str, name: str) -> str:
    return re.search(rf'<section[^>]*id="{name}".*?</section>', html, re.DOTALL)[0]


def named(html: str) -> list[str]:
    """Who is shown in the card of people."""
    return re.findall(r"<b>(La Uji [^<]+)</b>", card(html, "orang"))


def test_a_large_group_is_shown_part_by_part_and_nobody_is_missed(large, people, client_for):
    client = client_for(people.caseworker)
    first, second = page(client, large), page(client, large, "?mulai=25")
    assert named(first) == NAMES[:25]
    assert named(second) == NAMES[25:]
    assert "Orang 26 sampai 45 dari 45." in second
    assert named(page(client, large, "?tampil=semua")) == NAMES


def test_the_list_and_the_receivers_are_cut_and_shown_whole(large, people, client_for):
    client = client_for(people.caseworker)
    cut, whole = page(client, large), page(client, large, "?tampil=semua")
    assert "20 baris lain tidak ditampilkan." in card(cut, "daftar")
    assert (card(cut, "daftar").count("Tercatat sebagai"), card(whole, "daftar").count("Tercatat sebagai")) == (25, 45)
    assert "45 orang belum ada penerimanya" in card(cut, "serah-terima")
    receivers = [card(html, "serah-terima").count("?orang=") for html in (cut, whole)]
    assert receivers == [25, 45]


def test_somebody_is_found_by_name_among_people_and_lines(large, people, client_for):
    html = page(client_for(people.caseworker), large, "?cari=ombak+uji+cem")
    assert named(html) == ["La Uji Ombak Cemara"]
    assert card(html, "daftar").count("Tercatat sebagai") == 1
    assert "1 orang bernama" in html


@pytest.mark.parametrize("query", ["?mulai=-3", "?mulai=x", "?mulai=45", "?mulai=99999999", "?cari=%00", "?tampil=x"])
def test_what_is_no_part_shows_the_first(large, people, client_for, query):
    assert named(page(client_for(people.caseworker), large, query)) == NAMES[:25]


def test_only_those_who_are_shown_are_verified_at_once(people, client_for, scope_of):
    by = people.district_buton_tengah
    with scope_of(by):
        group = make_group(by)
        for name in NAMES:
            make_returnee(by, group=group, who=person(name))
    client = client_for(people.caseworker)
    html = page(client, group, "?mulai=25")
    seen = re.search(r'name="dilihat" value="([^"]*)"', card(html, "orang"))[1]
    client.post(f"/pemulangan/{group.number}/verifikasi/", {"dilihat": seen})
    with viewing_everything(reason="test"):
        verified = group.returnees.filter(submission_state="VERIFIED").order_by("pk")
        assert [str(row.worker) for row in verified] == NAMES[25:]


def test_a_name_that_nobody_bears_says_so(large, people, client_for):
    html = page(client_for(people.caseworker), large, "?cari=Zaenab")
    assert (named(html), "0 orang bernama" in html) == ([], True)


def test_masked_people_are_not_found_by_name(large, people, client_for, scope_of):
    with scope_of(people.caseworker):
        make_returnee(people.caseworker, group=large, who=person("La Lain Daerah", district="74.07"))
    html = page(client_for(people.district_buton_tengah), large, "?cari=Lain")
    assert (named(html), 'class="masked"' in card(html, "orang")) == ([], False)


def test_a_small_group_is_shown_whole_without_a_search(people, client_for, scope_of):
    with scope_of(people.caseworker):
        group = make_group(people.caseworker)
        make_returnee(people.caseworker, group=group, who=person("La Uji Sendiri"))
    html = page(client_for(people.caseworker), group)
    assert (named(html), "cari-orang" in html) == (["La Uji Sendiri"], False)


def test_a_large_group_asks_as_many_queries_as_a_small_one(large, people, client_for, scope_of):
    with scope_of(people.caseworker):
        small = make_group(people.caseworker)
        for name in NAMES[:2]:
            make_returnee(people.caseworker, group=small, who=person(name))
        listed(small, NAMES[:2], people.caseworker)
    client = client_for(people.caseworker)
    counts = [queries_of(client, f"/pemulangan/{group.number}/") for group in (small, large)]
    assert counts[0] == counts[1]
