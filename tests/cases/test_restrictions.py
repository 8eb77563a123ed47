"""A whole person restricted to a named team: unseen by others wherever a person is shown."""

import re
from dataclasses import dataclass

import pytest

from accounts.actions.hand_over import hand_over_work, open_work_of
from cases.actions.cases import add_note, assign_case
from cases.actions.matches import decide_match
from cases.actions.repatriations import record_manifest
from cases.actions.restrictions import (
    lift_restriction,
    lift_worker_restriction,
    restrict_case,
    restrict_worker,
)
from cases.actions.workers import correct_worker
from cases.choices import GrantKind, GrantReason, MatchDecision
from cases.facts import ListedPerson
from cases.models import (
    AccessGrant,
    Case,
    CaseNote,
    DuplicateCandidate,
    ManifestEntry,
    PersonName,
    Repatriation,
    Returnee,
    Worker,
)
from core.scope import viewing_everything
from tests.factories.casework import DAY, make_case, make_group, make_returnee, person

NAME, OTHER, NIK, PHONE = "La Terkunci Dermaga", "La Terbuka Pelabuhan", "7414010101900077", "081200000077"


@dataclass
class Told:
    """A person with a return, a line of the letter's list, and a case with a note; and a companion."""

    group: Repatriation
    returnee: Returnee
    companion: Returnee
    worker: Worker
    case: Case


@pytest.fixture
def told(people, scope_of) -> Told:
    by = people.caseworker
    with scope_of(by):
        group = make_group(by)
        listed = [ListedPerson(NAME, "L", 30, ""), ListedPerson(OTHER, "L", 40, "")]
        record_manifest(
            repatriation=group,
            issuer="BP3MI Contoh",
            letter_number="",
            letter_date=None,
            subject="",
            people_counted=2,
            people=listed,
            by=by,
        )
        companion = make_returnee(by, group=group, who=person(OTHER, age=40))
        returnee = make_returnee(by, group=group, who=person(NAME, nik=NIK, phone=PHONE), entry_id=first_line())
        case = make_case(by, worker=returnee.worker)
        add_note(case=case, text="Catatan rahasia", by=by)
    return Told(group, returnee, companion, returnee.worker, case)


def first_line() -> int:
    return ManifestEntry.objects.get(name=NAME).pk


@pytest.fixture
def restricted(told, people, scope_of) -> Told:
    """The caseworker restricted the person to the head and the officer of the district."""
    with scope_of(people.caseworker):
        team = {people.head.pk, people.district_buton_tengah.pk}
        restrict_worker(worker=told.worker, user_ids=team, on=DAY, by=people.caseworker)
    return told


def seen(told: Told) -> list[bool]:
    """What of the person is in sight."""
    worker = told.worker.pk
    return [
        Worker.objects.filter(pk=worker).exists(),
        PersonName.objects.filter(worker=worker).exists(),
        Returnee.objects.filter(worker=worker).exists(),
        Case.objects.filter(worker=worker).exists(),
        CaseNote.objects.filter(case__worker=worker).exists(),
    ]


def who_sees(told: Told, people, scope_of) -> set[str]:
    found = set()
    for name, user in people.everybody().items():
        with scope_of(user):
            sight = seen(told)
        assert len(set(sight)) == 1, (name, sight)
        if sight[0]:
            found.add(name)
    return found


TEAM = {"caseworker", "head", "district_buton_tengah"}


def test_restricted_person_is_seen_by_the_team_alone(restricted, people, scope_of):
    assert who_sees(restricted, people, scope_of) == TEAM


def test_line_of_the_letter_is_hidden_with_its_person(restricted, people, scope_of):
    lines = {}
    for name in ("caseworker", "caseworker_2", "report_admin", "head"):
        with scope_of(getattr(people, name)):
            lines[name] = list(ManifestEntry.objects.order_by("position").values_list("name", flat=True))
    both = [NAME, OTHER]
    assert lines == {"caseworker": both, "caseworker_2": [OTHER], "report_admin": [OTHER], "head": both}


def test_share_does_not_open_a_restricted_person(told, people, scope_of):
    AccessGrant.objects.create(
        kind=GrantKind.WORKER,
        object_id=told.worker.pk,
        user=people.district_wakatobi,
        reason=GrantReason.SHARED,
        granted_by=people.head,
        starts_on=DAY,
    )
    with scope_of(people.district_wakatobi):
        assert Worker.objects.filter(pk=told.worker.pk).exists()
    with scope_of(people.caseworker):
        restrict_worker(worker=told.worker, user_ids=set(), on=DAY, by=people.caseworker)
    with scope_of(people.district_wakatobi):
        assert not Worker.objects.filter(pk=told.worker.pk).exists()


def pages_about(told: Told) -> dict[str, str]:
    return {
        "list": "/pekerja/",
        "cases": "/kasus/",
        "name": f"/cari/?q={NAME}",
        "misspelt": "/cari/?q=La Terkunsi Dermagga",
        "nik": f"/cari/?q={NIK}",
        "phone": f"/cari/?q={PHONE}",
        "number": f"/cari/?q={told.worker.number}",
        "case number": f"/cari/?q={told.case.number}",
        "new case": f"/kasus/baru/?q={NAME}",
        "return": f"/pemulangan/{told.group.number}/",
        "line": f"/pemulangan/{told.group.number}/orang/{told.companion.pk}/baris/",
        "companion": f"/pekerja/{told.companion.worker.number}/",
        "home": "/",
        "rows": "/laporan/bulanan/2026-11/baris/?indikator=kedatangan",
        "case rows": "/laporan/bulanan/2026-11/baris/?indikator=kasus",
    }


def where_shown(client, told: Told) -> set[str]:
    """The pages on which the name or a number of the person stands, apart from what was asked."""
    found = set()
    for name, url in pages_about(told).items():
        page = client.get(url, follow=True)
        assert page.status_code == 200, (name, page.status_code)
        text = re.sub(rf'value="[^"]*"|"{NAME}"', "", page.content.decode())
        if any(words in text for words in (NAME, f"/{told.worker.number}/", f"/{told.case.number}/")):
            found.add(name)
    return found


def test_pages_show_the_person_to_the_team_and_to_nobody_else(restricted, people, client_for):
    shown = where_shown(client_for(people.caseworker), restricted)
    assert shown == set(pages_about(restricted)) - {"line", "companion", "home"}
    assert where_shown(client_for(people.caseworker_2), restricted) == set()


def test_lifted_restriction_shows_the_person_again(restricted, people, client_for, scope_of):
    before = where_shown(client_for(people.caseworker), restricted)
    with scope_of(people.head):
        lift_worker_restriction(worker=restricted.worker, by=people.head)
    assert where_shown(client_for(people.caseworker_2), restricted) == before
    with viewing_everything(reason="test"):
        assert not AccessGrant.objects.exists()
        assert not Returnee.objects.filter(is_restricted=True).exists()
        assert not Case.objects.filter(is_restricted=True).exists()


def test_return_shows_the_person_masked_without_initials(restricted, people, client_for):
    page = client_for(people.caseworker_2).get(f"/pemulangan/{restricted.group.number}/")
    assert [row["initials"] for row in page.context["masked"]] == ["-"]
    assert len(page.context["people"]) == 1


def test_report_counts_the_person_and_says_that_one_row_is_restricted(restricted, people, client_for):
    page = client_for(people.report_admin).get("/laporan/bulanan/2026-11/baris/?indikator=kedatangan")
    assert (page.context["page"].count, page.context["restricted"]) == (1, 1)


def addresses(told: Told) -> dict[str, str]:
    return {
        "person": f"/pekerja/{told.worker.number}/",
        "edit": f"/pekerja/{told.worker.number}/ubah/",
        "restrict": f"/pekerja/{told.worker.number}/batasi/",
        "returnee": f"/pemulangan/{told.group.number}/orang/{told.returnee.pk}/",
        "case": f"/kasus/{told.case.number}/",
        "case team": f"/kasus/{told.case.number}/batasi/",
    }


# 200 for the team, 404 for who has the right and is not in it, 403 without the right, 302 when signed out
EXPECTED = {
    "caseworker": [200] * 6,
    "head": [200] * 6,
    "district_buton_tengah": [200, 403, 403, 200, 200, 403],  # the office verified the person
    "caseworker_2": [404] * 6,
    "placement": [404, 403, 403, 404, 404, 403],
    "district_buton_tengah_2": [404, 404, 403, 404, 404, 403],
    "district_wakatobi": [404, 404, 403, 404, 404, 403],
    "outreach": [403] * 6,
    "auditor": [403] * 6,
    "": [302] * 6,
}


@pytest.mark.parametrize("name", EXPECTED)
def test_addresses_of_a_restricted_person_answer(restricted, people, client_for, client, name):
    browser = client_for(getattr(people, name)) if name else client
    assert [browser.get(url).status_code for url in addresses(restricted).values()] == EXPECTED[name]


@pytest.mark.parametrize(
    ("name", "status"), [("caseworker", 302), ("caseworker_2", 404), ("placement", 403), ("district_buton_tengah", 403)]
)
def test_lifting_is_for_the_team_with_the_right(restricted, people, client_for, name, status):
    there = f"/pekerja/{restricted.worker.number}/batasi/cabut/"
    client = client_for(getattr(people, name))
    assert client.get(there).status_code == (403 if status == 403 else 405)
    assert client.post(there).status_code == status
    with viewing_everything(reason="test"):
        assert Worker.objects.get(pk=restricted.worker.pk).is_restricted is (status != 302)


def test_person_is_restricted_on_the_screen_and_the_team_changed(told, people, client_for, scope_of):
    with scope_of(people.caseworker):
        assign_case(case=told.case, to=people.caseworker_2, by=people.caseworker)
    client = client_for(people.caseworker)
    there = f"/pekerja/{told.worker.number}/batasi/"
    assert there in client.get(f"/pekerja/{told.worker.number}/").content.decode()
    page = client.get(there)
    assert page.context["form"].initial["team"] == [people.caseworker_2.pk]  # who handles the case is proposed
    assert "batasi/cabut/" not in page.content.decode()
    answer = client.post(there, {"team": [people.caseworker_2.pk, people.district_buton_tengah.pk]}, follow=True)
    assert answer.redirect_chain == [(f"/pekerja/{told.worker.number}/", 302)]
    assert "Akses data orang ini dibatasi." in answer.content.decode()
    assert "Akses terbatas" in answer.content.decode()
    assert who_sees(told, people, scope_of) == {"caseworker", "caseworker_2", "district_buton_tengah"}
    assert "batasi/cabut/" in client.get(there).content.decode()
    client.post(there, {"team": [people.head.pk]})
    assert who_sees(told, people, scope_of) == {"caseworker", "head"}


def test_team_is_chosen_from_who_may_look_at_people(told, people, client_for):
    client = client_for(people.caseworker)
    there = f"/pekerja/{told.worker.number}/batasi/"
    offered = set(client.get(there).context["form"].fields["team"].queryset)
    assert {people.head, people.placement, people.report_admin, people.district_buton_tengah} <= offered
    assert not {people.outreach, people.auditor, people.system_admin, people.district_wakatobi} & offered
    refused = client.post(there, {"team": [people.district_wakatobi.pk]})
    assert refused.status_code == 422
    assert "tidak tersedia lagi" in refused.content.decode()


def test_restriction_stands_in_the_history_of_the_person(restricted, people, client_for):
    history = client_for(people.caseworker).get(f"/pekerja/{restricted.worker.number}/").context["history"]
    (entry,) = [row for row in history if any(change.label == "Akses terbatas" for change in row.changes)]
    assert entry.who == "Ratih Contoh"


def test_what_comes_later_is_restricted_too(restricted, people, scope_of):
    """A second return, a new case and a corrected fact stay with the team."""
    with scope_of(people.head):
        again = make_returnee(people.head, same_as=restricted.worker.number)
        case = make_case(people.head, worker=restricted.worker)
        current = Worker.objects.get(pk=restricted.worker.pk)
        correct_worker(worker=current, version=current.version, changes={"sex": "P"}, on=DAY, by=people.head)
        assert (again.is_restricted, case.is_restricted) == (True, True)
        assert Case.objects.filter(pk=case.pk).exists()
    assert who_sees(restricted, people, scope_of) == TEAM
    assert not AccessGrant.objects.filter(kind=GrantKind.CASE).exists()


def test_case_that_must_be_restricted_begins_with_the_team_of_the_person(restricted, people, scope_of):
    """Not with all protection officers of the day, to whom the person is not shown."""
    with scope_of(people.head):
        case = make_case(people.head, worker=restricted.worker, is_restricted=True)
    with scope_of(people.caseworker_2):
        assert not Case.objects.filter(pk=case.pk).exists()
    with scope_of(people.district_buton_tengah):
        assert Case.objects.filter(pk=case.pk).exists()


def test_who_is_given_the_case_joins_the_team_of_the_person(restricted, people, scope_of):
    with scope_of(people.caseworker):
        assign_case(case=restricted.case, to=people.caseworker_2, by=people.caseworker)
    assert who_sees(restricted, people, scope_of) == {*TEAM, "caseworker_2"}


def test_who_takes_over_the_case_joins_the_team_of_the_person(restricted, people, scope_of):
    with scope_of(people.caseworker):
        assign_case(case=restricted.case, to=people.head, by=people.caseworker)
    plan = {key: people.caseworker_2 for key, _kind, _line in open_work_of(people.head)}
    with scope_of(people.head):
        hand_over_work(user=people.head, plan=plan, on=DAY, by=people.head)
    assert who_sees(restricted, people, scope_of) == {*TEAM, "caseworker_2"}


def test_person_whom_nobody_else_sees_goes_to_somebody_when_the_user_leaves(told, people, scope_of):
    with scope_of(people.caseworker):
        restrict_worker(worker=told.worker, user_ids=set(), on=DAY, by=people.caseworker)
    work = open_work_of(people.caseworker)
    assert [(kind, line) for _key, kind, line in work] == [("Akses terbatas", told.worker.number)]
    with scope_of(people.head):
        hand_over_work(user=people.caseworker, plan={work[0][0]: people.head}, on=DAY, by=people.head)
    assert open_work_of(people.caseworker) == []
    assert who_sees(told, people, scope_of) == {"head"}


def test_who_came_into_the_persons_team_with_work_leaves_it_with_the_work(restricted, people, scope_of):
    with scope_of(people.caseworker):
        assign_case(case=restricted.case, to=people.placement, by=people.caseworker)
    plan = {key: people.caseworker_2 for key, _kind, _line in open_work_of(people.placement)}
    with scope_of(people.head):
        hand_over_work(user=people.placement, plan=plan, on=DAY, by=people.head)
    assert who_sees(restricted, people, scope_of) == {*TEAM, "caseworker_2"}


@pytest.mark.parametrize("is_active", [True, False])
def test_team_in_which_somebody_stays_is_not_handed_over(restricted, people, is_active):
    type(people.head).objects.filter(username__in=["head", "district_buton_tengah"]).update(is_active=is_active)
    assert [line for _key, _kind, line in open_work_of(people.caseworker)] == (
        [] if is_active else [restricted.worker.number]
    )


@pytest.fixture
def own_team(told, people, scope_of) -> Case:
    """A second case of the person, with a team of its own: the second caseworker and the head."""
    with scope_of(people.caseworker_2):
        case = make_case(people.caseworker_2, worker=told.worker)
        restrict_case(case=case, user_ids={people.head.pk}, on=DAY, by=people.caseworker_2)
    return case


def sees_case(user, case: Case, scope_of) -> bool:
    with scope_of(user):
        return Case.objects.filter(pk=case.pk).exists()


def test_restricting_a_person_opens_no_case_of_another_team(own_team, told, people, scope_of):
    """And lifting it lifts nothing that was restricted for itself."""
    with scope_of(people.caseworker):
        restrict_worker(worker=told.worker, user_ids=set(), on=DAY, by=people.caseworker)
    assert not sees_case(people.caseworker, own_team, scope_of)
    assert sees_case(people.caseworker_2, own_team, scope_of)
    assert not sees_case(people.caseworker_2, told.case, scope_of)
    with scope_of(people.caseworker):
        lift_worker_restriction(worker=told.worker, by=people.caseworker)
    assert not sees_case(people.caseworker, own_team, scope_of)
    assert sees_case(people.caseworker_2, told.case, scope_of)


def test_lifted_case_of_a_restricted_person_follows_the_person(own_team, told, people, client_for, scope_of):
    with scope_of(people.caseworker):
        restrict_worker(worker=told.worker, user_ids=set(), on=DAY, by=people.caseworker)
    with scope_of(people.caseworker_2):
        lift_restriction(case=own_team, by=people.caseworker_2)
    found = {name: sees_case(user, own_team, scope_of) for name, user in people.everybody().items()}
    assert {name for name, sees in found.items() if sees} == {"caseworker"}
    page = client_for(people.caseworker).get(f"/kasus/{own_team.number}/batasi/")
    assert page.context["form"].initial["team"] == [people.caseworker.pk]
    assert "mengikuti tim orangnya" in page.content.decode()
    assert "batasi/cabut/" not in page.content.decode()


def test_lifting_twice_changes_nothing(told, own_team, people, scope_of):
    with scope_of(people.caseworker_2):
        lift_worker_restriction(worker=told.worker, by=people.caseworker_2)
    assert not sees_case(people.caseworker, own_team, scope_of)


def test_case_whose_team_is_one_user_goes_to_somebody_when_the_user_leaves(told, people, scope_of):
    with scope_of(people.caseworker):
        restrict_case(case=told.case, user_ids=set(), on=DAY, by=people.caseworker)
    (piece,) = open_work_of(people.caseworker)
    assert piece[1:] == ("Akses terbatas", told.case.number)
    with scope_of(people.caseworker):
        assign_case(case=told.case, to=people.caseworker, by=people.caseworker)
    assert [kind for _key, kind, _line in open_work_of(people.caseworker)] == ["Kasus"]


def pair(people, scope_of, told: Told) -> DuplicateCandidate:
    """A second record of the person, entered later and looking like the first."""
    with scope_of(people.caseworker):
        twin = make_returnee(people.caseworker, who=person(NAME, nik=NIK)).worker
        make_case(people.caseworker, worker=twin)
        return DuplicateCandidate.objects.get(worker=twin, other=told.worker)


@pytest.mark.parametrize(
    ("newer", "older", "team"),
    [
        (("head",), None, {"caseworker", "head"}),
        (None, ("head",), {"caseworker", "head"}),
        (("head", "placement"), ("head", "caseworker_2"), {"caseworker", "head"}),
        (("placement",), ("caseworker_2",), {"caseworker"}),
    ],
)
def test_joined_records_are_seen_by_who_saw_both(told, people, scope_of, client_for, newer, older, team):
    candidate = pair(people, scope_of, told)
    by = people.caseworker
    with scope_of(by):
        for worker, names in ((candidate.worker, newer), (told.worker, older)):
            if names is not None:
                ids = {getattr(people, name).pk for name in names}
                restrict_worker(worker=worker, user_ids=ids, on=DAY, by=by)
        decide_match(candidate=candidate, decision=MatchDecision.SAME, by=by)
    assert who_sees(told, people, scope_of) == team
    old = candidate.worker.number
    assert client_for(by).get(f"/pekerja/{old}/").url == f"/pekerja/{told.worker.number}/"
    assert client_for(by).get(f"/pekerja/{old}/batasi/").url == f"/pekerja/{told.worker.number}/batasi/"
    outside = client_for(people.report_admin)
    assert outside.get(f"/pekerja/{old}/").status_code == 404
    assert outside.get("/cari/", {"q": NIK}).context["people"] == []


def test_emptied_record_is_hidden_with_the_person(told, people, scope_of, client_for):
    candidate = pair(people, scope_of, told)
    with scope_of(people.caseworker):
        decide_match(candidate=candidate, decision=MatchDecision.SAME, by=people.caseworker)
        restrict_worker(worker=told.worker, user_ids=set(), on=DAY, by=people.caseworker)
        old = candidate.worker.number
    assert client_for(people.caseworker_2).get("/cari/", {"q": NIK}).context["people"] == []
    assert client_for(people.caseworker_2).get(f"/pekerja/{old}/").status_code == 404
    assert client_for(people.caseworker).get(f"/pekerja/{old}/").status_code == 302
    client_for(people.caseworker).post(f"/pekerja/{old}/batasi/cabut/")
    assert client_for(people.caseworker_2).get(f"/pekerja/{old}/").status_code == 302
