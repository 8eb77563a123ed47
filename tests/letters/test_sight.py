"""Who sees which letter: on the screen a letter out of sight and one that is not there are the same."""

import pytest

from letters.models import Disposition, Letter
from tests.factories.letters import give, make_letter

OFFICE = {"head", "caseworker", "caseworker_2", "placement", "empowerment", "report_admin", "administration"}
NONE = {"auditor", "system_admin", "outsider"}


def seers(people, scope_of, letter) -> set[str]:
    found = set()
    for name, user in people.everybody().items():
        with scope_of(user):
            if Letter.objects.filter(pk=letter.pk).exists():
                found.add(name)
    return found


@pytest.mark.parametrize("classification", ["BIASA", "TERBATAS"])
def test_the_office_sees_ordinary_and_limited_letters(people, scope_of, classification):
    with scope_of(people.caseworker):
        letter = make_letter(people.caseworker, classification=classification)
    assert seers(people, scope_of, letter) == OFFICE


@pytest.mark.parametrize("classification", ["RAHASIA", "SANGAT_RAHASIA"])
def test_a_secret_letter_is_seen_by_the_head_its_author_and_who_was_given_it(people, scope_of, classification):
    with scope_of(people.administration):
        letter = make_letter(people.administration, classification=classification)
    assert seers(people, scope_of, letter) == {"head", "administration"}
    with scope_of(people.head):
        given = give(letter, people.placement, people.head)
        give(letter, people.pr, people.head)
    assert seers(people, scope_of, letter) == {"head", "administration", "placement", "pr"}
    with scope_of(people.placement):
        assert Disposition.objects.count() == 2
    with scope_of(people.head):
        given.state = "DROPPED"
        given.save()
    assert seers(people, scope_of, letter) == {"head", "administration", "pr"}


def test_districts_and_posts_see_what_they_recorded_or_were_given(people, scope_of):
    with scope_of(people.district_wakatobi):
        own = make_letter(people.district_wakatobi)
    assert seers(people, scope_of, own) == OFFICE | {"district_wakatobi"}
    with scope_of(people.head):
        give(own, people.helpdesk, people.head)
    assert seers(people, scope_of, own) == OFFICE | {"district_wakatobi", "helpdesk"}


@pytest.mark.parametrize("name", sorted(NONE))
def test_auditor_and_administrator_open_no_letter(letter, url, people, client_for, name):
    client = client_for(getattr(people, name))
    assert (client.get("/surat/").status_code, client.get(url).status_code) == (403, 403)


def test_out_of_sight_is_not_there(people, scope_of, client_for):
    with scope_of(people.head):
        letter = make_letter(people.head, classification="RAHASIA", subject="Perihal rahasia sekali")
    client = client_for(people.caseworker)
    assert client.get(f"/surat/{letter.agenda_number}/").status_code == 404
    assert client.get("/surat/SM-2026-9999/").status_code == 404
    assert "Perihal rahasia sekali" not in client.get("/surat/").content.decode()
    assert "Perihal rahasia sekali" in client_for(people.head).get("/surat/").content.decode()
