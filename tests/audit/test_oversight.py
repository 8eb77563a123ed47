"""The screens of the data-protection officer: whose record, who how much, patterns, seals; never any content."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from cases.actions.restrictions import restrict_case
from cases.models import Worker
from core.actions.access import keyed, record_look
from core.actions.checks import keep_check
from core.actions.seals import CannotSeal
from core.models import AccessRecord
from core.papers import make_pdf
from core.sealing.verify import BadRecord, Checked
from reports.actions.patterns import find_patterns
from reports.models import UnusualPattern
from reports.oversight import seal_state, subject_of
from reports.patterns import all_rules, rule_called
from reports.seen_by import paper_data
from tests.access.paper_text import text_of_pdf
from tests.factories.casework import DAY, make_case, make_returnee, person
from tests.seeing import everything

pytestmark = pytest.mark.django_db
LOOK = AccessRecord.Look
NIK = "7414010101900001"


@pytest.fixture
def somebody(people, scope_of):
    with scope_of(people.caseworker):
        returnee = make_returnee(people.caseworker, who=person("La Hijau Laut", district="74.14", age=30))
        make_case(people.caseworker, worker=returnee.worker)
    return returnee.worker


def look(user, *, times=1, minutes_ago=0.0, look=LOOK.VIEW, **values) -> None:
    at = timezone.now() - timedelta(minutes=minutes_ago)
    values.setdefault("object_kind", "case")
    AccessRecord.objects.bulk_create(
        AccessRecord(user=user, office_id=user.office_id, look=look, at=at + timedelta(milliseconds=number), **values)
        for number in range(times)
    )


# -- whose record -----------------------------------------------------------------------------


def test_a_person_is_found_by_number_case_and_name_and_told_by_a_mask(people, somebody, client_for):
    client = client_for(people.auditor)
    case_number = subject_of(somebody.number).case_numbers[0]
    for asked in (somebody.number, case_number, "hijau laut"):
        response = client.get("/catatan-akses/orang/", {"q": asked})
        text = response.content.decode().replace(f'value="{asked}"', "")
        assert (asked, somebody.number in text, "Hijau" in text) == (asked, True, False)
    record = AccessRecord.objects.filter(user=people.auditor, look=LOOK.SEARCH).latest("pk")
    assert (record.worker_ids, record.sight) == ([somebody.pk], "M")


def test_a_restricted_person_is_found_by_number_alone(people, somebody, client_for, scope_of):
    with everything():
        Worker.objects.filter(pk=somebody.pk).update(is_restricted=True)
    client = client_for(people.auditor)
    assert client.get("/catatan-akses/orang/", {"q": "hijau laut"}).context["found"] == []
    assert [row.pk for row in client.get("/catatan-akses/orang/", {"q": somebody.number}).context["found"]] == [
        somebody.pk
    ]


def test_the_record_of_a_person_holds_looks_refusals_and_files(people, somebody, client_for):
    client_for(people.caseworker).get(f"/pekerja/{somebody.number}/")
    client_for(people.district_wakatobi).get(f"/pekerja/{somebody.number}/")
    look(people.report_admin, look=LOOK.EXPORT, object_kind="export", object_ids=[77], worker_ids=[somebody.pk])
    look(people.report_admin, look=LOOK.DOWNLOAD, object_kind="export", object_ids=[77])
    look(people.report_admin, look=LOOK.DOWNLOAD, object_kind="export", object_ids=[78])
    response = client_for(people.auditor).get(f"/catatan-akses/orang/{somebody.number}/")
    kinds = [row.look for row in response.context["page"].rows]
    assert kinds.count("DOWNLOAD") == 1
    assert {"VIEW", "DENIED", "EXPORT", "DOWNLOAD", "CHANGE"} <= set(kinds)
    assert "La Hijau" not in response.content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_the_record_of_a_person_costs_the_same_queries_with_more_looks(
    people, somebody, client_for, number, django_assert_num_queries
):
    look(people.head, times=number, worker_ids=[somebody.pk], sight="P")
    client = client_for(people.auditor)
    with django_assert_num_queries(13):
        client.get(f"/catatan-akses/orang/{somebody.number}/")


# -- who how much -----------------------------------------------------------------------------


def test_the_day_is_told_by_user_and_a_user_by_day(people, client_for):
    look(people.head, times=3)
    look(people.caseworker, times=5, look=LOOK.LIST)
    look(people.caseworker, minutes_ago=60 * 24 * 3)
    client = client_for(people.auditor)
    rows = {row["user_id"]: row for row in client.get("/catatan-akses/ringkasan/").context["rows"]}
    assert (rows[people.head.pk]["views"], rows[people.caseworker.pk]["lists"]) == (3, 5)
    found = client.get("/catatan-akses/ringkasan/", {"pengguna": people.caseworker.pk}).context["rows"]
    assert [row["all"] for row in found] == [5, 1]


# -- patterns ---------------------------------------------------------------------------------


def found_patterns() -> dict[str, UnusualPattern]:
    find_patterns(now=timezone.now())
    return {row.rule: row for row in UnusualPattern.objects.all()}


def at_noon(monkeypatch_day=1):
    """Minutes since yesterday's noon in the office's time zone."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0) - timedelta(days=monkeypatch_day)
    return (timezone.now() - noon).total_seconds() / 60


def test_many_looks_in_an_hour_are_one_pattern(people):
    look(people.head, times=59, minutes_ago=at_noon())
    assert found_patterns() == {}
    look(people.head, times=20, minutes_ago=at_noon() - 10)
    found = found_patterns()
    assert (list(found), found["MANY_VIEWS"].user_id, found["MANY_VIEWS"].count) == (["MANY_VIEWS"], people.head.pk, 79)
    assert find_patterns(now=timezone.now()) == 0


def test_a_list_is_one_look_however_many_people_stand_in_it(people):
    look(people.head, look=LOOK.LIST, worker_ids=list(range(1, 200)), minutes_ago=at_noon())
    assert found_patterns() == {}


def test_looks_at_night_are_a_pattern(people):
    night = at_noon() - 60 * 11  # eleven at night
    look(people.caseworker, times=6, minutes_ago=night)
    look(people.head, times=4, minutes_ago=night)
    assert [(row.rule, row.user_id, row.count) for row in found_patterns().values()] == [
        ("NIGHT", people.caseworker.pk, 6)
    ]


def test_one_nik_from_three_offices_is_a_pattern_and_the_number_is_not_kept(people, client_for):
    for user in (people.caseworker, people.district_buton_tengah, people.district_wakatobi):
        client_for(user).get("/cari/", {"q": NIK})
        client_for(user).get("/cari/", {"q": NIK})
    row = found_patterns()["SAME_NIK"]
    assert (row.user_id, row.count, row.searched) == (None, 3, keyed("searched", NIK))
    looks = client_for(people.auditor).get(f"/catatan-akses/?dicari={row.searched}")
    assert len(looks.context["page"].rows) == 6
    assert NIK not in looks.content.decode()


def test_large_files_and_many_refusals_are_patterns(people):
    look(people.report_admin, look=LOOK.EXPORT, object_ids=[5], worker_ids=list(range(500)), minutes_ago=at_noon())
    look(people.district_wakatobi, look=LOOK.DENIED, times=11, minutes_ago=at_noon())
    assert {(row.rule, row.user_id, row.count) for row in found_patterns().values()} == {
        ("LARGE_EXPORT", people.report_admin.pk, 500),
        ("MANY_DENIED", people.district_wakatobi.pk, 11),
    }


def test_rules_are_dated():
    assert rule_called("NIGHT", timezone.localdate()).threshold == 5
    assert rule_called("NIGHT", timezone.localdate().replace(year=2020)) is None
    assert all(rule.source for rule in all_rules())


def test_the_officer_explains_a_pattern_and_nobody_explains_his_own(people, client_for):
    look(people.caseworker, look=LOOK.DENIED, times=11, minutes_ago=at_noon())
    look(people.auditor, look=LOOK.DENIED, times=11, minutes_ago=at_noon())
    find_patterns(now=timezone.now())
    theirs = UnusualPattern.objects.get(user=people.caseworker)
    own = UnusualPattern.objects.get(user=people.auditor)
    client = client_for(people.auditor)
    assert client.post(f"/catatan-akses/pola/{theirs.pk}/", {"state": "EXPLAINED", "note": ""}).status_code == 422
    answer = client.post(f"/catatan-akses/pola/{theirs.pk}/", {"state": "EXPLAINED", "note": "Salah alamat tersimpan."})
    assert answer.status_code == 302
    theirs.refresh_from_db()
    assert (theirs.state, theirs.note, theirs.decided_by) == ("EXPLAINED", "Salah alamat tersimpan.", people.auditor)
    refused = client.post(f"/catatan-akses/pola/{own.pk}/", {"state": "SEEN", "note": ""})
    assert (refused.status_code, "akun Anda sendiri" in refused.content.decode()) == (422, True)
    assert [row.pk for row in client.get("/catatan-akses/pola/?keadaan=NEW").context["rows"]] == [own.pk]


# -- seals ------------------------------------------------------------------------------------


def test_the_state_of_the_seals_says_what_waits_and_what_is_wrong(people, client_for, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    look(people.head, minutes_ago=30)
    state = seal_state()
    assert (state.last, state.is_late, state.problem, state.needs_attention) == (None, True, "", True)
    client = client_for(people.auditor)
    assert "Segel terlambat" in client.get("/catatan-akses/segel/").content.decode()
    keep_check(Checked(rows=5, seals=1, finding=BadRecord("core_accessrecord", 7, "this row was changed.")))
    assert "core_accessrecord 7" in client.get("/catatan-akses/segel/").content.decode()
    look(people.head, minutes_ago=-60)
    assert "Jam peladen tertinggal" in client.get("/catatan-akses/segel/").content.decode()
    assert issubclass(CannotSeal, Exception)


# -- the paper --------------------------------------------------------------------------------


def test_the_paper_is_a_tagged_pdf_and_is_recorded(people, somebody, client_for):
    client_for(people.district_buton_tengah).get(f"/pekerja/{somebody.number}/")
    client_for(people.district_wakatobi).get(f"/pekerja/{somebody.number}/")
    for user, address in (
        (people.head, f"/pekerja/{somebody.number}/siapa-melihat/"),
        (people.auditor, f"/catatan-akses/orang/{somebody.number}/siapa-melihat/"),
    ):
        response = client_for(user).get(address)
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF-")
        assert b"/MarkInfo" in response.content
        assert b"/StructTreeRoot" in response.content
        assert AccessRecord.objects.filter(look=LOOK.PRINT, user=user, worker_ids=[somebody.pk]).exists()


def test_the_paper_tells_role_right_ground_and_what_left(people, somebody, client_for, scope_of):
    client_for(people.district_buton_tengah).get(f"/pekerja/{somebody.number}/")
    with scope_of(people.caseworker):
        record_look(look=LOOK.DISCLOSE, object_kind="case", worker_ids=[somebody.pk], purpose="DINSOS", rows=[somebody])
    people.district_buton_tengah.role_assignments.update(role="outreach")  # what he is now does not count
    data = paper_data(subject_of(somebody.number), "La Hijau Laut", people.head, timezone.now())
    (line,) = [line for line in data["looks"] if "Rahmat Contoh" in line[1]]
    assert line[2] == "Petugas Dinas Kabupaten/Kota\nMembuka data PMI"
    assert (line[3], line[4]) == (
        "kabupaten/kota sendiri",
        "Membuka: Data PMI\nseluruh data, NIK dan paspor disamarkan",
    )
    assert [line[3] for line in data["left"]] == ["Dinas Sosial"]
    assert data["cut"] == 0


def test_values_are_data_and_never_markup(people):
    """What looks like Typst is printed as it stands."""
    hostile = '#panic("x") *bold* $1$ #read("/etc/passwd") \\ " }'
    data = {"title": hostile, "foot": hostile, "intro": hostile, "facts": [["Nama", hostile]], "cut": 0}
    data |= {"looks": [[hostile] * 5], "left": [[hostile] * 4], "changes": [], "proof": [["Kode", hostile]]}
    made_at = timezone.now()
    first = make_pdf("seen-by", data, made_at=made_at)
    assert first == make_pdf("seen-by", data, made_at=made_at)
    assert BytesIO(first).read(5) == b"%PDF-"


def test_a_person_out_of_sight_has_no_paper(people, somebody, client_for, scope_of):
    with everything():
        Worker.objects.filter(pk=somebody.pk).update(is_restricted=True)
    assert client_for(people.head).get(f"/pekerja/{somebody.number}/siapa-melihat/").status_code == 404
    assert client_for(people.auditor).get("/catatan-akses/orang/PMI-1999-0001/siapa-melihat/").status_code == 404


def test_paper_of_staff_does_not_tell_at_which_hidden_case_others_looked(people, somebody, scope_of):
    """A case restricted to the head alone: the paper that a caseworker prints names the head, not the case."""
    case = make_hidden_case(people, somebody, scope_of)
    look(people.head, worker_ids=[somebody.pk], case_ids=[case.pk], object_ids=[case.pk], sight="T", right="cases.view")
    subject, now = subject_of(somebody.number), timezone.now()
    for told_of, sentence in ((set(), "Membuka: Data PMI"), (None, "Membuka: Kasus")):
        data = paper_data(subject, "", people.caseworker, now, told_of)
        (line,) = [line for line in data["looks"] if people.head.full_name in line[1]]
        assert (sentence in line[4], "tim" in line[3]) == (True, told_of is None)


def make_hidden_case(people, somebody, scope_of):
    with scope_of(people.head):
        case = make_case(people.head, worker=somebody)
        restrict_case(case=case, user_ids={people.head.pk}, on=DAY, by=people.head)
    return case


def test_paper_carries_the_name_of_somebody_whose_name_is_sealed(people, somebody, scope_of, client_for):
    make_hidden_case(people, somebody, scope_of)
    answer = client_for(people.caseworker).get(f"/pekerja/{somebody.number}/siapa-melihat/")
    assert "La Hijau Laut" in text_of_pdf(answer.content)


@pytest.mark.parametrize(
    ("code", "looks", "times"),
    [("MANY_SEARCHES", LOOK.SEARCH, 95), ("MANY_REVEALS", LOOK.REVEAL, 45), ("MANY_LISTS", LOOK.LIST, 250)],
)
def test_much_searching_revealing_and_paging_is_a_pattern(people, code, looks, times):
    look(people.placement, times=times, minutes_ago=at_noon(), look=looks)
    find_patterns(now=timezone.now())
    assert [(row.rule, row.user_id) for row in UnusualPattern.objects.all()] == [(code, people.placement.pk)]
