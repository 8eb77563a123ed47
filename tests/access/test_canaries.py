"""Each district's texts carry tokens; as each role every page is fetched and searched for those out of sight.

In the suite a sample of roles and pages, drawn by a seed; `make sweep` fetches all of them, one test for each role.
"""

import os
from itertools import chain

import pytest
from django.test import Client

from cases.choices import GrantKind, GrantReason
from cases.models import AccessGrant
from tests.access.canaries import found_in, plant
from tests.access.crawling import (
    answers,
    drawn,
    exported,
    finds,
    followed,
    of_paper,
    of_searches,
    of_table,
    once_too_often,
)
from tests.access.sweeping import VISITOR, Sides
from tests.access.test_table import ROLES
from tests.factories.casework import DAY

SWEEP = os.environ.get("SWEEP", "1")
PROVINCE = {"head", "caseworker", "placement", "empowerment", "report_admin"}
MOST = 1500  # pages of one role
TEAM = "caseworker_2"
EVERYBODY = [VISITOR, *ROLES, "district_wakatobi"]
SOME = ["district_buton_tengah", "district_wakatobi", "head", "helpdesk", "auditor"]


class Planted:
    """The three sides, and which of their tokens a role must never see."""

    def __init__(self, people):
        self.people = people
        own, self.own = plant(people.caseworker, "74.14")
        foreign, self.foreign = plant(people.caseworker_2, "74.07")
        closed, self.closed = plant(people.caseworker_2, "74.14", is_closed=True)
        self.sides = Sides(own=own, foreign=foreign, closed=closed)
        self.words = [self.own, self.foreign, self.closed]

    def all(self) -> dict[str, str]:
        return named(own=self.own.all(), foreign=self.foreign.all(), closed=self.closed.all())

    def forbidden(self, role: str) -> dict[str, str]:
        hidden = self.closed.of_people()
        if role in PROVINCE:
            return named(closed=hidden)
        if role == "district_buton_tengah":
            return named(foreign=self.foreign.all(), closed=hidden)
        if role == "district_wakatobi":
            return named(own=self.own.all(), closed=self.closed.all())
        everything = self.all()
        if role == "administration":  # keeps the book of letters, and sees nobody
            return {label: token for label, token in everything.items() if "letter" not in label}
        if role == "pr":  # writes about all returns: ship and place of arrival, nobody
            told = ("group_vessel", "group_printed", "group_place_of_arrival")
            return {label: token for label, token in everything.items() if not label.endswith(told)}
        return everything


def named(**sides: dict[str, str]) -> dict[str, str]:
    return {f"{side}:{label}": token for side, tokens in sides.items() for label, token in tokens.items()}


@pytest.fixture
def planted(people) -> Planted:
    return Planted(people)


class Crawler:
    def __init__(self, planted: Planted, client_for, scope_of, folder):
        self.planted, self.client_for, self.scope_of, self.folder = planted, client_for, scope_of, folder

    def pages(self, role: str, *, most: int, sample: int = 0):
        planted = self.planted
        user = planted.people.head if role == VISITOR else getattr(planted.people, role)
        client = Client() if role == VISITOR else self.client_for(user)
        table, searches = of_table(planted.sides, user), of_searches(planted.words)
        if sample:
            table, searches = drawn(table, sample, int(SWEEP)), drawn(searches, sample // 4, int(SWEEP))
        yield from followed(client, [*searches, *table], most)
        if not sample:
            yield from chain.from_iterable(once_too_often(client, side) for side in vars(planted.sides).values())
        if role in PROVINCE:
            with self.scope_of(user):
                yield from exported(self.folder / f"{role}.xlsx")


@pytest.fixture
def crawler(planted, client_for, scope_of, tmp_path):
    return Crawler(planted, client_for, scope_of, tmp_path)


def crawl(crawler, role: str, caplog, **bounds) -> int:
    number, _labels, places = finds(crawler.pages(role, **bounds), crawler.planted.forbidden(role))
    print(f"{role}: {number} pages")
    assert places == []
    assert found_in(caplog.text, crawler.planted.all()) == set()
    return number


def test_crawl_finds_what_becomes_visible(crawler, planted):
    """A share of the foreign person widens the sight of one district: the same crawl reports it."""
    viewer, worker = planted.people.district_buton_tengah, planted.sides.foreign.keys["worker"]
    client = crawler.client_for(viewer)
    steps = [step for step in of_table(planted.sides, viewer) if worker in step.url]
    assert finds(followed(client, steps, 40), planted.forbidden("district_buton_tengah"))[2] == []
    AccessGrant.objects.create(
        kind=GrantKind.WORKER, object_id=min(planted.sides.foreign.worker_ids), user=viewer, reason=GrantReason.SHARED,
        granted_by=planted.people.head, starts_on=DAY.replace(year=2020),
    )  # fmt: skip
    _number, labels, _places = finds(followed(client, steps, 40), planted.forbidden("district_buton_tengah"))
    assert {"foreign:name", "foreign:alias", "foreign:place"} <= labels


def test_words_of_a_paper_are_read(crawler, planted):
    client, step = crawler.client_for(planted.people.caseworker), of_paper(planted.sides.own)
    [(_step, text)] = answers(client, [step])
    assert planted.own("name") in text
    assert "Siapa yang melihat data Anda" in text


@pytest.fixture
def own_steps(planted) -> list:
    keys = planted.sides.own.keys
    steps = of_table(planted.sides, planted.people.caseworker)
    return [step for step in steps if keys["worker"] in step.url or keys["case"] in step.url]


def test_pages_that_fail_tell_nothing(crawler, planted, own_steps, record_refused, caplog):
    """Neither the page of a failure nor what is logged of it, even to those who may see the row."""
    client = crawler.client_for(planted.people.caseworker)
    pages = [text for _step, text in answers(client, own_steps) if text.startswith("500")]
    assert len(pages) >= 8
    assert set().union(*(found_in(text, planted.all()) for text in [*pages, caplog.text])) == set()


if SWEEP == "all":

    @pytest.mark.parametrize("role", EVERYBODY)
    def test_role_sees_no_token_out_of_sight(crawler, caplog, role):
        assert crawl(crawler, role, caplog, most=MOST) > 100

    def test_team_sees_every_token(crawler, planted):
        """What is planted stands on pages: that nobody else finds it means something."""
        _number, labels, _places = finds(crawler.pages(TEAM, most=MOST), planted.all())
        assert set(planted.all()) - labels == set()
else:

    def test_some_roles_see_no_token_out_of_sight(crawler, caplog):
        for role in SOME:
            assert crawl(crawler, role, caplog, most=60, sample=40) > 40
