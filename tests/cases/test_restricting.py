"""What is for a named team from the first moment: trafficking, children, violence, health. The tables say it."""

import csv
import re
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from cases.actions.arrivals import correct_returnee
from cases.actions.cases import add_task, assign_case, edit_case
from cases.actions.restrictions import lift_restriction, restrict_case
from cases.actions.workers import correct_worker
from cases.facts import Age
from cases.models import Case, CaseNote, Returnee, VulnerabilityFlag
from cases.restricting import CASE_FLAGS
from core.scope import viewing_everything
from tests.factories.casework import DAY, make_case, make_group, make_returnee, make_worker, person

DATA = Path(settings.BASE_DIR) / "cases" / "data"
SECRET_NOTE, TPPO = "Dijanjikan kerja di kapal, paspor ditahan", "Ada indikasi TPPO"


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


CATEGORIES = [row["category"] for row in table("restricted_categories.csv")]
FLAGS = [(row["flag"], row["category"], row["is_restricted"] == "1") for row in table("case_flags.csv")]


@pytest.fixture
def officer(people):
    return people.district_buton_tengah


def everything(model, **filters) -> list:
    with viewing_everything(reason="test"):
        return list(model.objects.filter(**filters).order_by("pk"))


def team_of_first_moment(people, *more: str) -> set[str]:
    return {"head", "caseworker", "caseworker_2", *more}


def who_sees(case: Case, people, scope_of) -> set[str]:
    found = set()
    for name, user in people.everybody().items():
        with scope_of(user):
            if Case.objects.filter(pk=case.pk).exists():
                found.add(name)
    return found


# --- which cases ------------------------------------------------------------------------------------------------------


def test_tables_name_codes_of_the_lists():
    known = {(row["list_name"], row["code"]) for row in table("reference.csv")}
    assert {("CASE_CATEGORY", code) for code in CATEGORIES} <= known
    assert {("VULNERABILITY", flag) for flag, _category, _is_restricted in FLAGS} <= known
    assert {("CASE_CATEGORY", category) for _flag, category, _is_restricted in FLAGS} <= known
    assert {"TPPO", "PELECEHAN_SEKSUAL", "KEKERASAN_MAJIKAN", "SAKIT", "DEPRESI"} <= set(CATEGORIES)
    assert {"INDIKASI_TPPO", "KEKERASAN", "SAKIT_KRONIS", "HAMIL"} <= {
        flag for flag, _c, restricted in FLAGS if restricted
    }


@pytest.mark.parametrize("category", CATEGORIES)
def test_case_from_the_desk_is_restricted_by_its_category(people, client_for, scope_of, officer, category):
    """The officer who took the complaint, the heads and the protection officers see it; nobody else does."""
    with scope_of(officer):
        worker = make_worker(officer, age=34)
    client = client_for(officer)
    sent = {"category": category, "channel": "LANGSUNG", "form_id": uuid.uuid4(), "summary": SECRET_NOTE}
    answer = client.post(f"/kasus/baru/?pekerja={worker.number}", sent, follow=True)
    assert "Kasus ini dibatasi menurut jenisnya" in answer.content.decode()
    (case,) = everything(Case)
    assert case.is_restricted
    assert who_sees(case, people, scope_of) == team_of_first_moment(people, "district_buton_tengah")


def test_other_case_from_the_desk_is_not(people, client_for, scope_of, officer):
    with scope_of(officer):
        case = make_case(officer, worker=make_worker(officer, age=34), category="GAJI_TIDAK_DIBAYAR")
    assert not case.is_restricted


@pytest.mark.parametrize("category", ["TPPO", "PELECEHAN_SEKSUAL", "SAKIT"])
def test_case_edited_to_such_a_category_is_restricted_with_the_edit(people, client_for, scope_of, officer, category):
    with scope_of(people.caseworker):
        worker = make_worker(people.caseworker, age=34)
    with scope_of(officer):
        case = make_case(officer, worker=worker)
    with scope_of(people.caseworker):
        assign_case(case=case, to=people.placement, by=people.caseworker)
        task = {"title": "Hubungi keluarga", "due_on": DAY, "by": people.caseworker}
        add_task(case=case, assignee=people.district_wakatobi, **task)
    client = client_for(people.caseworker)
    there = f"/kasus/{case.number}/ubah/"
    form = client.get(there).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(there, {**sent, "category": category}, follow=True)
    assert "Kasus ini dibatasi menurut jenisnya" in answer.content.decode()
    at_work = ("district_buton_tengah", "placement", "district_wakatobi")
    assert who_sees(case, people, scope_of) == team_of_first_moment(people, *at_work)
    assert client_for(people.empowerment).get(f"/kasus/{case.number}/").status_code == 404


def test_case_stays_restricted_when_its_category_is_changed_back(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        case = make_case(by, worker=make_worker(by, age=34), category="TPPO")
        edited = edit_case(case=case, version=case.version, changes={"category": "OVERSTAY"}, by=by)
        assert edited.is_restricted


@pytest.mark.parametrize(("age", "restricted"), [(17, True), (18, False), (None, False)])
def test_case_about_a_child_is_restricted_whatever_its_kind(people, scope_of, age, restricted):
    by = people.caseworker
    with scope_of(by):
        assert make_case(by, worker=make_worker(by, age=age)).is_restricted is restricted


def test_case_about_somebody_flagged_as_a_child_is_restricted(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        returnee = make_returnee(by, who=person(age=None), flags=("ANAK",), open_case=True)
    assert [case.is_restricted for case in everything(Case, returnee=returnee)] == [True]


def test_accompanied_child_without_a_case_is_an_ordinary_person(people, scope_of, officer):
    """Only files are restricted: the list of a family that comes home stays whole for its district."""
    with scope_of(officer):
        returnee = make_returnee(officer, who=person(age=7), flags=("ANAK",))
    with scope_of(people.district_buton_tengah_2):
        assert Returnee.objects.filter(pk=returnee.pk).exists()
    assert everything(Case) == []


def test_case_is_restricted_when_its_person_turns_out_to_be_a_child(people, scope_of, officer):
    with scope_of(officer):
        worker = make_worker(officer, age=20)
        case = make_case(officer, worker=worker)
        correct_worker(worker=worker, version=worker.version, changes={"age": Age(years=15)}, on=DAY, by=officer)
    assert who_sees(case, people, scope_of) == team_of_first_moment(people, "district_buton_tengah")


@pytest.mark.parametrize(("flag", "category", "restricted"), FLAGS)
def test_flag_opens_the_file_that_it_demands(people, scope_of, officer, flag, category, restricted):
    with scope_of(officer):
        returnee = make_returnee(officer, who=person(age=34), flags=(flag,))
    assert [(case.category, case.is_restricted) for case in everything(Case, returnee=returnee)] == [
        (category, restricted)
    ]


def test_return_of_a_decided_victim_opens_a_restricted_file(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        make_returnee(by, group=make_group(by, cause="KORBAN_TPPO"), who=person(age=34), open_case=True)
    assert [(case.category, case.is_restricted) for case in everything(Case)] == [("TPPO", True)]


# --- flags that come later --------------------------------------------------------------------------------------------


def flag_later(people, scope_of, returnee: Returnee, *flags: str, by=None, note: str = "") -> Returnee:
    by = by or people.caseworker
    with scope_of(by):
        row = Returnee.objects.get(pk=returnee.pk)
        changes = {"flags": list(flags), **({"note": note} if note else {})}
        return correct_returnee(returnee=row, version=row.version, changes=changes, on=DAY, by=by)


def test_flag_added_beside_an_ordinary_file_opens_a_restricted_one(people, scope_of, officer):
    with scope_of(officer):
        returnee = make_returnee(officer, who=person(age=34), open_case=True)
    flag_later(people, scope_of, returnee, "INDIKASI_TPPO")
    assert [(case.category, case.is_restricted) for case in everything(Case, returnee=returnee)] == [
        ("DEPORTASI", False),
        ("TPPO", True),
    ]


def test_graver_flag_opens_its_own_file_and_a_lighter_one_joins_it(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        returnee = make_returnee(by, who=person(age=34), flags=("HAMIL",))
    flag_later(people, scope_of, returnee, "HAMIL", "INDIKASI_TPPO")
    flag_later(people, scope_of, returnee, "HAMIL", "INDIKASI_TPPO", "SAKIT_KRONIS")
    cases = {case.pk: case.category for case in everything(Case, returnee=returnee)}
    assert list(cases.values()) == ["HAMIL_PUNYA_ANAK", "TPPO"]
    assert {flag.code: cases[flag.case_id] for flag in everything(VulnerabilityFlag)} == {
        "HAMIL": "HAMIL_PUNYA_ANAK",
        "INDIKASI_TPPO": "TPPO",
        "SAKIT_KRONIS": "TPPO",
    }


def test_saving_the_same_flags_again_opens_nothing(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        returnee = make_returnee(by, who=person(age=34), flags=("INDIKASI_TPPO", "EKS_NAPI"))
    flag_later(people, scope_of, returnee, "INDIKASI_TPPO", "EKS_NAPI")
    assert (len(everything(Case)), len(everything(VulnerabilityFlag))) == (1, 2)


# --- what the flag and the note tell is hidden with the file ----------------------------------------------------------


@pytest.fixture
def told(people, scope_of, officer) -> Returnee:
    """The officer of the district logged somebody with a note and a flag that restricts, and one that does not."""
    with scope_of(officer):
        return make_returnee(
            officer,
            who=person("La Coba Karang", age=34),
            flags=("INDIKASI_TPPO", "EKS_NAPI"),
            note=SECRET_NOTE,
            family_phone="081200000077",
        )


PAGES = ["/pemulangan/{group}/", "/pemulangan/{group}/orang/{pk}/", "/pekerja/{worker}/"]


def pages_of(client, row: Returnee) -> list[str]:
    keys = {"group": row.repatriation.number, "pk": row.pk, "worker": row.worker.number}
    answers = [client.get(address.format(**keys)) for address in PAGES]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    return [answer.content.decode() for answer in answers]


@pytest.mark.parametrize("name", ["district_buton_tengah_2", "placement", "empowerment", "report_admin"])
def test_who_is_outside_the_team_sees_the_person_and_neither_flag_nor_note(people, client_for, told, name):
    for page in pages_of(client_for(getattr(people, name)), told):
        assert "La Coba Karang" in page
        assert (TPPO in page, SECRET_NOTE in page) == (False, False)
        assert not re.search(r"KS-\d{4}-\d{4}", page)


@pytest.mark.parametrize("name", ["district_buton_tengah", "caseworker", "caseworker_2", "head"])
def test_the_team_sees_the_flag_and_finds_the_note_in_the_file(people, client_for, told, name):
    client = client_for(getattr(people, name))
    assert [TPPO in page for page in pages_of(client, told)] == [True, True, True]
    (case,) = everything(Case)
    assert SECRET_NOTE in client.get(f"/kasus/{case.number}/").content.decode()
    assert [note.text for note in everything(CaseNote)] == [SECRET_NOTE]


def test_flag_that_reveals_nothing_stays_for_everybody(people, client_for, told):
    page = client_for(people.placement).get(f"/pekerja/{told.worker.number}/").content.decode()
    assert "Pernah ditahan/dipenjara" in page


def test_the_note_was_never_written_beside_the_file(told):
    """Not in the row, and not in its history, which others of the office read."""
    with viewing_everything(reason="test"):
        row = Returnee.objects.get(pk=told.pk)
        assert (row.note, set(row.events.values_list("note", flat=True))) == ("", {""})


def test_database_keeps_the_flag_from_who_is_outside_the_team(people, scope_of, told):
    def flags() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT code FROM cases_vulnerabilityflag UNION SELECT code FROM cases_vulnerabilityflagevent"
            )
            return {code for (code,) in cursor.fetchall()}

    with scope_of(people.placement):
        assert flags() == {"EKS_NAPI"}
    with scope_of(people.head):
        assert flags() == {"EKS_NAPI", "INDIKASI_TPPO"}


def test_note_that_stood_before_the_flag_moves_and_leaves_the_history_of_others(people, client_for, scope_of, officer):
    with scope_of(officer):
        returnee = make_returnee(officer, who=person(age=34), note=SECRET_NOTE)
    flag_later(people, scope_of, returnee, "INDIKASI_TPPO", by=officer)
    (case,) = everything(Case)
    assert [note.text for note in everything(CaseNote)] == [SECRET_NOTE]
    address = f"/pemulangan/{returnee.repatriation.number}/orang/{returnee.pk}/"
    assert SECRET_NOTE in client_for(people.head).get(address).content.decode()  # in the history, for the team
    with scope_of(people.caseworker):
        restrict_case(case=case, user_ids=set(), on=DAY, by=people.caseworker)
    assert SECRET_NOTE not in client_for(people.head).get(address).content.decode()


def test_outsider_corrects_the_arrival_and_loses_nothing_of_the_team(people, client_for, scope_of, told):
    """The form of somebody outside the team has no such flag; saving it takes none away."""
    client = client_for(people.district_buton_tengah_2)
    there = f"/pemulangan/{told.repatriation.number}/orang/{told.pk}/ubah/"
    form = client.get(there).context["form"]
    assert form["flags"].value() == ["EKS_NAPI"]
    sent = {name: form[name].value() for name in form.fields if name != "name_unknown"}
    sent = {name: form.fields[name].widget.format_value(value) or "" for name, value in sent.items()}
    sent |= {"sex": "L", "age": "34", "cause": "DEPORTASI", "flags": ["LANSIA"], "note": "Dijemput paman"}
    assert client.post(there, sent).status_code == 302
    assert {flag.code for flag in everything(VulnerabilityFlag)} == {"INDIKASI_TPPO", "LANSIA"}
    assert everything(Returnee, pk=told.pk)[0].note == "Dijemput paman"


def test_outsider_who_sets_the_same_flag_gets_a_file_of_their_own_and_sees_nothing_else(people, scope_of, told):
    """Nobody comes into a restricted file by guessing its flag."""
    outsider = people.district_buton_tengah_2
    flag_later(people, scope_of, told, "INDIKASI_TPPO", "EKS_NAPI", by=outsider)
    first, second = everything(Case)
    with scope_of(outsider):
        assert list(Case.objects.values_list("pk", flat=True)) == [second.pk]
        assert not CaseNote.objects.filter(case=first.pk).exists()
    flag_later(people, scope_of, told, "INDIKASI_TPPO", "EKS_NAPI", by=outsider)
    assert len(everything(Case)) == 2


def test_note_of_the_team_goes_into_the_file(people, client_for, told):
    client = client_for(people.district_buton_tengah)
    there = f"/pemulangan/{told.repatriation.number}/orang/{told.pk}/ubah/"
    form = client.get(there).context["form"]
    sent = {name: form[name].value() for name in form.fields if name != "name_unknown"}
    sent = {name: form.fields[name].widget.format_value(value) or "" for name, value in sent.items()}
    sent |= {"sex": "L", "age": "34", "flags": form["flags"].value(), "note": "Perekrut menelepon lagi"}
    answer = client.post(there, sent, follow=True)
    assert "Catatan disimpan dalam kasus akses terbatas" in answer.content.decode()
    assert [note.text for note in everything(CaseNote)] == [SECRET_NOTE, "Perekrut menelepon lagi"]
    assert everything(Returnee, pk=told.pk)[0].note == ""


def test_lifting_the_restriction_shows_the_flag_again(people, client_for, scope_of, told):
    with scope_of(people.head):
        lift_restriction(case=Case.objects.get(), by=people.head)
    assert TPPO in client_for(people.placement).get(f"/pekerja/{told.worker.number}/").content.decode()


def test_every_restricting_flag_names_a_restricting_category():
    assert {category for category, is_restricted in CASE_FLAGS.values() if is_restricted} - {"PENCARIAN_KELUARGA"} <= (
        set(CATEGORIES)
    )
