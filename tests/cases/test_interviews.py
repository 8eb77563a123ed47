"""Interviews: told, corrected with both values kept, their lists, who sees them, and their screens."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions.cases import close_case
from cases.actions.interviews import (
    add_interview_line,
    correct_interview,
    correct_interview_line,
    record_interview,
    remove_interview_line,
)
from cases.actions.keeping import join_people
from cases.actions.repatriations import record_source_value, use_source_value
from cases.actions.restrictions import restrict_case, restrict_worker
from cases.facts import Source
from cases.models import Detention, Interview, MoneyLine, SourcedValue, Statement
from cases.spans import Span
from cases.told_columns import span_columns
from core.exceptions import DomainError, StaleEdit
from core.models import AccessRecord
from tests.factories.casework import DAY, make_case, make_returnee, person, village_of
from tests.seeing import everything

STORY = "Diajak paman, lalu bekerja di ladang."


def told(by, row, **values):
    values = {"on": DAY, "channel": "FACE", "story": STORY, **values}
    return record_interview(worker=row.worker, returnee=row, values=values, on=DAY, by=by)


def read(row):
    with everything():
        return type(row).objects.get(pk=row.pk)


@pytest.fixture
def talk(returnee, people, scope_of):
    with scope_of(people.caseworker):
        return told(people.caseworker, returnee, occupation="Buruh sawit", **span_columns("work", "lebih dari 3 tahun"))


def body(**more) -> dict[str, object]:
    frame = {"form_id": str(uuid.uuid4()), "speaker": "PERSON", "channel": "FACE", "on": "20/11/2026"}
    return {**frame, **more}


def at(row, *parts) -> str:
    return "/".join(["/pendalaman", str(row.pk), *(str(part) for part in parts), ""])


def of(returnee) -> str:
    return f"/pemulangan/{returnee.repatriation.number}/orang/{returnee.pk}/pendalaman/"


# --- actions ----------------------------------------------------------------------------------------------------------


def test_what_is_told_stands_in_its_columns(talk):
    row = read(talk)
    assert (row.occupation, row.work_span, row.work_printed) == (
        "Buruh sawit", Span(36, None), "lebih dari 3 tahun",
    )  # fmt: skip
    assert (row.has_left, row.country, row.departed_year, row.mistreatment) == (None, "", None, [])


def test_where_somebody_comes_from_fills_what_is_empty_and_stands_beside_what_differs(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        unknown = make_returnee(by, who=person("La Tanpa Desa", district=""))
        known = make_returnee(by, who=person("La Punya Desa", district="74.14"))
        for row in (unknown, known):
            place = village_of("74.07")
            record_interview(worker=row.worker, returnee=row, values={}, place=place, on=DAY, by=by)
    filled, kept = (read(row.worker) for row in (unknown, known))
    with everything():
        assert (filled.district.code, kept.district.code) == ("74.07", "74.14")
        assert read(unknown).district.code == "74.07"
        assert kept.addresses.filter(area__code=village_of("74.07").area_code, is_counted=False).count() == 1


def test_a_correction_keeps_both_values_and_who_corrected(talk, people, scope_of):
    by = people.caseworker_2
    with scope_of(by):
        correct_interview(
            interview=talk, version=1, values={"occupation": "Buruh bangunan", "story": "Lain"}, reason="Salah dengar",
            by=by,
        )  # fmt: skip
        rows = list(SourcedValue.objects.filter(interview=talk).order_by("pk"))
    first, corrected = rows
    assert (first.printed, first.source_kind, first.recorded_by_id, first.is_used) == (
        "Buruh sawit", "INTERVIEW", people.caseworker.pk, False,
    )  # fmt: skip
    assert (corrected.printed, corrected.source_kind, corrected.recorded_by_id, corrected.is_used) == (
        "Buruh bangunan", "OFFICER", by.pk, True,
    )  # fmt: skip
    assert (corrected.reason, read(talk).occupation, read(talk).version) == ("Salah dengar", "Buruh bangunan", 2)


def test_a_second_correction_keeps_all_three(talk, people, scope_of):
    by = people.caseworker
    with scope_of(by):
        correct_interview(interview=talk, version=1, values={"occupation": "Buruh bangunan"}, by=by)
        correct_interview(interview=talk, version=2, values={"occupation": "Tukang"}, by=by)
        found = SourcedValue.objects.filter(interview=talk).order_by("pk")
        assert [(row.printed, row.is_used) for row in found] == [
            ("Buruh sawit", False), ("Buruh bangunan", False), ("Tukang", True),
        ]  # fmt: skip


def test_a_printed_value_may_be_used_if_it_can_be_read(talk, people, scope_of):
    by, source = people.caseworker, Source("LETTER", "Surat contoh", DAY)
    with scope_of(by):
        good, bad = (
            record_source_value(target=talk, field="work_printed", printed=text, source=source, by=by)
            for text in ("4 bulan", "entah")
        )
        with pytest.raises(DomainError, match="lama waktu"):
            use_source_value(value=bad, version=1, reason="Coba", on=DAY, by=by)
        use_source_value(value=good, version=1, reason="Menurut surat", on=DAY, by=by)
    assert (read(talk).work_span, read(talk).work_printed, read(good).is_used) == (Span(4, 4), "4 bulan", True)


def test_two_who_correct_at_once_do_not_overwrite(talk, people, scope_of):
    with scope_of(people.caseworker):
        correct_interview(interview=talk, version=1, values={"story": "Satu"}, by=people.caseworker)
        with pytest.raises(StaleEdit):
            correct_interview(interview=talk, version=1, values={"story": "Dua"}, by=people.caseworker)
    assert read(talk).story == "Satu"


def test_lists_stand_in_order_and_once(talk, people, scope_of):
    by, key = people.caseworker, uuid.uuid4()
    with scope_of(by):
        for place in ("Tawau", "Tawau", "Kota Kinabalu"):
            form_id = key if place == "Tawau" else None
            values = {"kind": "DTI", "place": place, **span_columns("length", "4 bulan")}
            add_interview_line(interview=talk, kind="penahanan", values=values, form_id=form_id, by=by)
        rows = list(Detention.objects.filter(interview=talk))
        assert [(row.position, row.place, row.length) for row in rows] == [
            (1, "Tawau", Span(4, 4)), (2, "Kota Kinabalu", Span(4, 4)),
        ]  # fmt: skip
        correct_interview_line(line=rows[0], version=1, values={"place": "DTI Tawau"}, by=by)
        with pytest.raises(StaleEdit):
            correct_interview_line(line=rows[0], version=1, values={"place": "Lain"}, by=by)
        remove_interview_line(line=rows[1], by=by)
        with pytest.raises(DomainError, match="sudah dihapus"):
            remove_interview_line(line=rows[1], by=by)
        assert [row.place for row in Detention.objects.filter(interview=talk)] == ["DTI Tawau"]


def test_amounts_and_stories_are_kept_encrypted(talk, people, scope_of):
    with scope_of(people.caseworker):
        line = {"kind": "PROMISED", "amount": "120", "currency": "MYR", "period": "DAY"}
        add_interview_line(interview=talk, kind="uang", values=line, by=people.caseworker)
    with everything():
        assert MoneyLine.objects.get().amount == "120"
        assert MoneyLine.objects.values_list("amount", flat=True).get() != "120"
        assert Interview.objects.values_list("story", flat=True).get() != STORY


# --- sight ------------------------------------------------------------------------------------------------------------


def seen(user, scope_of) -> tuple[int, int]:
    with scope_of(user):
        return Interview.objects.count(), Statement.objects.count()


def test_an_interview_follows_its_person(talk, returnee, people, scope_of):
    with scope_of(people.caseworker):
        words = {"topic": "ARREST", "speaker": "PERSON", "text": "Ditangkap imigrasi"}
        add_interview_line(interview=talk, kind="pernyataan", values=words, by=people.caseworker)
    assert seen(people.district_buton_tengah_2, scope_of) == (1, 1)
    assert seen(people.district_wakatobi, scope_of) == (0, 0)
    with scope_of(people.head):
        restrict_worker(worker=returnee.worker, user_ids=set(), on=DAY, by=people.head)
    assert seen(people.caseworker, scope_of) == (0, 0)
    assert seen(people.head, scope_of) == (1, 1)


def test_an_interview_in_a_restricted_file_is_its_teams(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        case = make_case(by)
        record_interview(worker=case.worker, case=case, values={"story": STORY}, on=DAY, by=by)
        assert seen(people.caseworker_2, scope_of) == (1, 0)
        restrict_case(case=case, user_ids=set(), on=DAY, by=by)
    assert seen(people.caseworker_2, scope_of) == (0, 0)
    assert seen(by, scope_of) == (1, 0)


def test_of_somebody_with_a_restricted_file_of_the_return_it_stands_in_that_file(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        row = make_returnee(by, who=person("Wa Coba Hamil", sex="P"), flags=("HAMIL",))
        talk = told(by, row)
        assert (talk.case.category, talk.case.is_restricted) == ("HAMIL_PUNYA_ANAK", True)
    assert seen(people.district_buton_tengah, scope_of) == (0, 0)


# --- screens ----------------------------------------------------------------------------------------------------------


def test_a_district_interviews_its_own_person(returnee, people, client_for):
    client = client_for(people.district_buton_tengah_2)
    page = client.get(of(returnee)).content.decode()
    assert "Lengkapi nanti: pekerjaan" in page
    sent = body(
        occupation="Buruh sawit", work_duration="empat bulan", departed="akhir 2023", has_left="yes", wishes=["GO_HOME"]
    )
    for _time in range(2):
        answer = client.post(of(returnee), sent)
        assert answer.status_code == 302
    with everything():
        row = Interview.objects.get()
    assert answer.url == at(row)
    assert (row.work_span, row.departed_year, row.departed_on, row.has_left, row.wishes) == (
        Span(4, 4), 2023, None, True, ["GO_HOME"],
    )  # fmt: skip
    page = client.get(answer.url).content.decode()
    assert "empat bulan (4 bulan)" in page
    card = client.get(f"/pemulangan/{returnee.repatriation.number}/orang/{returnee.pk}/").content.decode()
    assert "akhir 2023" in card


def test_a_case_without_a_return_is_interviewed_too(case, people, client_for, scope_of):
    client = client_for(people.caseworker)
    there = f"/kasus/{case.number}/pendalaman/"
    answer = client.post(there, body(speaker="FATHER", channel="PHONE", story="Tidak tahu anaknya berangkat."))
    assert answer.status_code == 302
    assert "Ayah, 20 Nov 2026, Telepon" in client.get(f"/kasus/{case.number}/").content.decode()
    with scope_of(people.caseworker):
        close_case(case=case, reason="DICABUT", note="", on=DAY, by=people.caseworker)
    assert client.get(there).status_code == 403
    assert client.get(f"{answer.url}ubah/").status_code == 403
    assert client.get(answer.url).status_code == 200


def test_bad_input_is_said_and_kept(returnee, people, client_for):
    client = client_for(people.caseworker)
    for wrong, sentence in (
        ({}, "Isi paling sedikit satu keterangan"),
        ({"departed": "2099", "employer": "PT Contoh"}, "Tahun 2099 belum terjadi"),
        ({"on": "31/04/2026", "employer": "PT Contoh"}, "kalender"),
        ({"prior_trips": "-1", "employer": "PT Contoh"}, "paling kecil 0"),
        ({"speaker": "X", "employer": "PT Contoh"}, "tidak tersedia lagi"),
    ):
        answer = client.post(of(returnee), body(**wrong))
        page = answer.content.decode()
        assert (answer.status_code, sentence in page) == (422, True), wrong
        assert wrong.get("employer", "") in page
    with everything():
        assert Interview.objects.count() == 0


LINES = [
    (
        "pernyataan",
        {"topic": "ARREST", "speaker": "PERSON", "text": "Imigrasi yang menangkap"},
        "Imigrasi yang menangkap",
    ),
    ("uang", {"kind": "PROMISED", "amount": "RM 120", "currency": "MYR", "period": "DAY"}, ""),
    ("uang", {"kind": "PROMISED", "amount": "120", "currency": "MYR", "period": "DAY"}, "RM 120 per hari"),
    ("uang", {"kind": "ADVANCE", "amount": "3.000.000", "currency": "IDR", "period": "ONCE"}, "Rp 3.000.000"),
    ("ditahan", {"kind": "PASPOR", "held_by": "EMPLOYER", "given_back_on": "01/11/2026"}, "dikembalikan 1 Nov 2026"),
    ("penahanan", {"kind": "DTI", "place": "DTI Tawau", "length": "4 bulan"}, "DTI Tawau"),
    ("penahanan", {"kind": "DTI", "from_on": "02/11/2026", "until_on": "01/11/2026"}, ""),
    ("perekrut", {"role": "SPONSOR", "name": "Wa Coba Sponsor", "maybe_same": "K-1"}, "belum dipastikan"),
    ("perekrut", {"name": "Wa Coba Sponsor"}, ""),
]


@pytest.mark.parametrize(("kind", "sent", "shown"), LINES)
def test_a_line_of_each_list(talk, people, client_for, kind, sent, shown):
    """Without anything shown, the line is refused and what was typed stays."""
    client = client_for(people.caseworker)
    answer = client.post(at(talk, kind, "tambah"), {"form_id": str(uuid.uuid4()), **sent})
    if not shown:
        assert answer.status_code == 422
        assert list(sent.values())[-1] in answer.content.decode()
        return
    assert (answer.status_code, answer.url) == (302, f"{at(talk)}#{kind}")
    assert shown in client.get(at(talk)).content.decode()


def test_a_line_is_corrected_and_removed(talk, people, client_for):
    client = client_for(people.district_buton_tengah)
    client.post(
        at(talk, "uang", "tambah"), {"form_id": str(uuid.uuid4()), "kind": "PAID", "amount": "30", "currency": "MYR"}
    )
    with everything():
        line = MoneyLine.objects.get()
    there = at(talk, "uang", line.pk)
    assert 'value="30"' in client.get(there).content.decode()
    sent = {"form_id": str(uuid.uuid4()), "kind": "PAID", "amount": "35", "currency": "MYR", "version": 1}
    assert client.post(there, sent).status_code == 302
    assert client.post(there, sent).status_code == 409
    assert read(line).amount == "35"
    assert client.get(f"{there}hapus/").status_code == 405
    assert client.post(f"{there}hapus/").status_code == 302
    assert client.get(there).status_code == 404


def test_a_correction_on_the_page_shows_both_values(talk, people, client_for):
    client = client_for(people.caseworker_2)
    sent = body(occupation="Buruh bangunan", work_duration="lebih dari 3 tahun", reason="Salah dengar", version=1)
    assert client.post(at(talk, "ubah"), sent).status_code == 302
    page = client.get(at(talk)).content.decode()
    for words in ("<q>Buruh sawit</q>", "<q>Buruh bangunan</q>", "Joko Contoh", "Salah dengar", "2 perubahan"):
        assert words in page
    assert client.post(at(talk, "ubah"), sent).status_code == 409


def test_a_source_is_kept_and_used(talk, people, client_for):
    client = client_for(people.caseworker)
    sent = {"field": "occupation", "printed": "kuli", "source_kind": "LETTER", "source": "Surat contoh"}
    assert client.post(at(talk, "sumber"), sent).status_code == 302
    with everything():
        value = SourcedValue.objects.get(interview=talk)
    there = at(talk, "sumber", value.pk, "pakai")
    assert client.post(there, {"reason": "", "version": 1}).status_code == 422
    assert client.post(there, {"reason": "Menurut surat", "version": 1}).status_code == 302
    assert read(talk).occupation == "kuli"


def test_who_may(talk, returnee, people, client_for):
    for step in ("", "ubah/", "sumber/", "uang/tambah/"):
        there = f"{at(talk)}{step}"
        assert client_for(people.placement).get(there).status_code == 403
        assert client_for(people.district_wakatobi).get(there).status_code == 404
        assert client_for(people.district_buton_tengah_2).get(there).status_code == 200
        assert client_for(people.caseworker).put(there).status_code == 405
    assert client_for(people.placement).get(of(returnee)).status_code == 403
    assert client_for(people.district_wakatobi).get(of(returnee)).status_code == 404
    assert client_for(people.caseworker).get(at(talk, "lain", "tambah")).status_code == 404
    page = client_for(people.placement).get(of(returnee).removesuffix("pendalaman/")).content.decode()
    assert "Buruh sawit" not in page


def test_each_look_is_recorded_with_its_class(talk, returnee, people, client_for):
    client = client_for(people.caseworker)
    client.get(at(talk))
    client.get(of(returnee).removesuffix("pendalaman/"))
    rows = AccessRecord.objects.filter(field_class="INTERVIEW").order_by("pk")
    assert [(row.look, row.object_kind, row.object_ids, row.worker_ids) for row in rows] == [
        ("VIEW", "interview", [talk.pk], [returnee.worker_id]),
        ("LIST", "interview", [talk.pk], [returnee.worker_id]),
    ]


def test_a_visitor_signs_in_first(talk, client):
    assert client.get(at(talk)).url.startswith("/masuk/")


@pytest.mark.parametrize("step", ["interview", "returnee"])
def test_the_number_of_queries_does_not_grow(talk, returnee, people, client_for, scope_of, step):
    client = client_for(people.caseworker)
    there = at(talk) if step == "interview" else of(returnee).removesuffix("pendalaman/")
    counts = []
    for _turn in range(2):
        with scope_of(people.caseworker):
            for kind, values in (
                ("uang", {"kind": "PAID"}),
                ("penahanan", {"kind": "DTI"}),
                ("ditahan", {"kind": "KTP"}),
            ):
                add_interview_line(interview=talk, kind=kind, values=values, by=people.caseworker)
            told(people.caseworker, returnee, story="Lagi")
        client.get(there)
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(there)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_people_who_are_joined_keep_their_interviews(talk, people, scope_of):
    with scope_of(people.caseworker):
        other = make_returnee(people.caseworker, who=person("La Coba Karang"))
        join_people(worker_id=talk.worker_id, into_id=other.worker_id, by=people.caseworker)
    assert read(talk).worker_id == other.worker_id
    assert read(talk).story == STORY
