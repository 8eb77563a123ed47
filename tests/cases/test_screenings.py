"""Screening for trafficking: kept, repeated, restricted, recorded; and the file that a sign of it opens."""

import uuid

import pytest

from cases.actions.interviews import record_interview
from cases.actions.screenings import open_trafficking_case, record_screening
from cases.choices import GrantReason
from cases.models import AccessGrant, Case, CaseTask, Interview, TraffickingScreening, VulnerabilityFlag
from core.exceptions import DomainError
from core.models import AccessRecord
from core.scope import current_viewer
from tests.factories.casework import DAY, make_case, make_returnee, person
from tests.seeing import everything

SIGN = dict.fromkeys(("DIREKRUT", "DITIPU", "KERJA_PAKSA"), "YES")


def screened(by, row, answers=SIGN, **more) -> TraffickingScreening:
    told = {"was_child": False, "has_agreed": None, **more}
    return record_screening(worker=row.worker, returnee=row, answers=answers, on=DAY, by=by, **told)


def opened(by, screening, *users, agencies=("POLDA", "LPSK")) -> Case:
    team = {user.pk for user in users}
    return open_trafficking_case(screening=screening, user_ids=team, agencies=agencies, on=DAY, by=by)


def read(row):
    with everything():
        return type(row).objects.get(pk=row.pk)


@pytest.fixture
def screening(returnee, people, scope_of):
    with scope_of(people.caseworker):
        return screened(people.caseworker, returnee)


def at(row, *parts) -> str:
    return "/".join(["/skrining", str(row.pk), *parts, ""])


def of(returnee) -> str:
    return f"/pemulangan/{returnee.repatriation.number}/orang/{returnee.pk}/skrining/"


# --- actions ----------------------------------------------------------------------------------------------------------


def test_a_second_screening_keeps_the_first(screening, returnee, people, scope_of):
    with scope_of(people.caseworker_2):
        second = screened(people.caseworker_2, returnee, {**SIGN, "DITIPU": "UNKNOWN"})
        rows = TraffickingScreening.objects.filter(worker=returnee.worker).order_by("pk")
        assert [(row.pk, row.result) for row in rows] == [(screening.pk, "INDICATED"), (second.pk, "OPEN")]
    assert read(screening).answers["DITIPU"] == "YES"
    assert (read(screening).edition, len(read(screening).answers)) == ("2026-1", 16)


def test_a_sign_opens_a_restricted_file_with_the_named_team(screening, returnee, people, scope_of):
    by = people.caseworker
    with scope_of(by):
        talk = record_interview(worker=returnee.worker, returnee=returnee, values={"story": "x"}, on=DAY, by=by)
        case = opened(by, screening, people.head)
        assert opened(by, screening, people.caseworker_2).pk == case.pk
        assert (case.category, read(case).is_restricted, case.returnee_id) == ("TPPO", True, returnee.pk)
        tasks = [task.title for task in CaseTask.objects.filter(case=case).order_by("pk")]
        assert [title.split(":")[0] for title in tasks] == [
            "Ajukan rujukan ke Polda Sultra, Unit PPA/TPPO", "Ajukan rujukan ke LPSK",
        ]  # fmt: skip
    with everything():
        seats = AccessGrant.objects.filter(kind="CASE", object_id=case.pk, reason=GrantReason.TEAM)
        assert set(seats.values_list("user_id", flat=True)) == {by.pk, people.head.pk}
        assert VulnerabilityFlag.objects.get(code="INDIKASI_TPPO").case_id == case.pk
    assert (read(screening).case_id, read(talk).case_id) == (case.pk, case.pk)
    for user, count in ((people.head, 1), (people.caseworker_2, 0), (people.district_buton_tengah, 0)):
        with scope_of(user):
            found = Interview.objects.count(), TraffickingScreening.objects.count(), Case.objects.count()
            assert (user.username, found) == (user.username, (count, count, count))


def test_without_a_sign_no_file_is_opened(returnee, people, scope_of):
    with scope_of(people.caseworker):
        row = screened(people.caseworker, returnee, {})
        with pytest.raises(DomainError, match="belum menunjukkan indikasi TPPO"):
            opened(people.caseworker, row)
    with everything():
        assert Case.objects.count() == 0


def test_an_open_restricted_file_about_it_serves(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        row = make_returnee(by, who=person("Wa Coba Tanda", sex="P"), flags=("INDIKASI_TPPO",))
        there = Case.objects.get(returnee=row)
        found = screened(by, row)
        assert found.case_id == there.pk
        assert opened(by, found).pk == there.pk
        assert VulnerabilityFlag.objects.filter(worker=row.worker, code="INDIKASI_TPPO").count() == 1


def test_a_complaint_without_a_return_opens_a_file_of_its_own(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        complaint = make_case(by, category="ILEGAL_REKRUT", channel="LANGSUNG", country="SAU")
        row = record_screening(
            worker=complaint.worker, case=complaint, answers=SIGN, was_child=None, has_agreed=True, on=DAY, by=by
        )
        case = opened(by, row)
        assert (case.category, case.channel, case.country, case.pk != complaint.pk) == ("TPPO", "LANGSUNG", "SAU", True)
    assert read(complaint).is_restricted is False


# --- sight ------------------------------------------------------------------------------------------------------------


def test_districts_and_help_desks_see_no_screening(screening, people, scope_of):
    for user, count in (
        (people.district_buton_tengah, 0), (people.helpdesk, 0), (people.caseworker_2, 1), (people.head, 1),
    ):  # fmt: skip
        with scope_of(user):
            assert (user.username, TraffickingScreening.objects.count()) == (user.username, count)
    for name, may in (("caseworker", True), ("head", True), ("placement", False), ("report_admin", False)):
        with scope_of(getattr(people, name)):
            assert (name, current_viewer().may("screenings.use")) == (name, may)


# --- screens ----------------------------------------------------------------------------------------------------------


def body(**answers) -> dict[str, object]:
    return {"form_id": str(uuid.uuid4()), **{f"q_{code}": answer for code, answer in answers.items()}}


def test_the_form_explains_its_result_and_proposes(returnee, people, client_for):
    client = client_for(people.caseworker)
    page = client.get(of(returnee)).content.decode()
    assert "Misalnya diajak sponsor" in page
    sent = body(**SIGN) | {"was_child": "no"}
    for _time in range(2):
        answer = client.post(of(returnee), sent)
    with everything():
        row = TraffickingScreening.objects.get()
    assert (answer.status_code, answer.url) == (302, at(row))
    page = client.get(at(row)).content.decode()
    for words in ("Ada indikasi TPPO: setiap unsur", "Cara: ada, dari jawaban ya pada", "Buka kasus terbatas"):
        assert words in page
    confirm = client.get(at(row, "buka-kasus")).content.decode()
    assert "Polda Sultra, Unit PPA/TPPO" in confirm
    assert "Arman Contoh" in confirm
    answer = client.post(at(row, "buka-kasus"), {"team": [people.head.pk], "agencies": ["POLDA"]})
    with everything():
        case = Case.objects.get()
    assert answer.url == f"/kasus/{case.number}/"
    page = client.get(at(row)).content.decode()
    assert "Tim" in page
    assert f"/kasus/{case.number}/rujuk/?instansi=POLDA" in page
    refer = client.get(f"/kasus/{case.number}/rujuk/?instansi=POLDA").content.decode()
    assert '<option value="POLDA" selected' in refer


def test_a_child_today_was_a_child_then(people, client_for, scope_of):
    with scope_of(people.caseworker):
        row = make_returnee(people.caseworker, who=person("La Coba Kecil", age=12))
    client = client_for(people.caseworker)
    assert 'value="yes" id="id_was_child_0" checked' in client.get(of(row)).content.decode()
    answer = client.post(of(row), body(DIREKRUT="YES") | {"was_child": "no", "note": "Catatan contoh"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "sekarang masih di bawah 18 tahun" in page
    assert "Catatan contoh" in page
    assert client.post(of(row), body(DIREKRUT="YES", TENAGA="YES") | {"was_child": "yes"}).status_code == 302
    with everything():
        assert TraffickingScreening.objects.get().result == "INDICATED"


def test_who_may(screening, returnee, people, client_for):
    for there in (at(screening), at(screening, "buka-kasus"), of(returnee)):
        for user in (people.district_buton_tengah, people.helpdesk, people.placement):
            assert client_for(user).get(there).status_code == 403
        assert client_for(people.caseworker_2).get(there).status_code == 200
        assert client_for(people.caseworker).put(there).status_code == 405
    assert client_for(people.caseworker).get("/skrining/987654321/").status_code == 404
    page = client_for(people.placement).get(of(returnee).removesuffix("skrining/")).content.decode()
    assert "Skrining" not in page


def test_outside_the_team_it_is_not_there(screening, people, client_for, scope_of):
    with scope_of(people.caseworker):
        opened(people.caseworker, screening, people.head)
    assert client_for(people.caseworker_2).get(at(screening)).status_code == 404
    assert client_for(people.head).get(at(screening)).status_code == 200


def test_each_look_is_recorded_with_its_class(screening, returnee, people, client_for):
    client = client_for(people.caseworker_2)
    client.get(at(screening))
    client.get(of(returnee).removesuffix("skrining/"))
    rows = AccessRecord.objects.filter(field_class="SCREENING").order_by("pk")
    assert [(row.look, row.object_ids, row.worker_ids, row.user_id) for row in rows] == [
        ("VIEW", [screening.pk], [returnee.worker_id], people.caseworker_2.pk),
        ("LIST", [screening.pk], [returnee.worker_id], people.caseworker_2.pk),
    ]


def test_a_visitor_signs_in_first(screening, client):
    assert client.get(at(screening)).url.startswith("/masuk/")
