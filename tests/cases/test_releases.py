"""Press releases about returns: drafted without people, searched for names, approved by another; versions, figures."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import ActingAppointment
from cases.actions.restrictions import restrict_worker
from cases.models import Returnee
from cases.queries.wide_texts import group_told, private_words_in
from cases.texts.releases import about_few
from core.exceptions import DomainError, StaleEdit
from core.models import AccessRecord
from letters.actions.releases import approve_release, edit_release, start_release, submit_release
from letters.models import PressRelease, ReleaseText
from tests.factories.casework import DAY, make_group, make_returnee, person
from tests.seeing import everything

CLEAN = "Kendari, BP3MI Sultra (20/11) - Rombongan tiba. (Humas/BP3MI Sultra)"
TEXTS = {"site": CLEAN, "caption": "Rombongan tiba.", "whatsapp": ""}


@pytest.fixture
def many(people, scope_of):
    """Six people of Buton Tengah and one of Wakatobi."""
    with scope_of(people.caseworker):
        group = make_group(people.caseworker, place_of_arrival="Pelabuhan Murhum")
        for place in range(7):
            who = person(f"La Samar Karang{'abcdefg'[place]}", district="74.07" if place == 6 else "74.14")
            make_returnee(people.caseworker, group=group, who=who)
    return group


@pytest.fixture
def release(many, people, scope_of):
    with scope_of(people.pr):
        return start_release(source="pemulangan", key=many.number, facts={"arrived": "7"}, texts=TEXTS, by=people.pr)


def at(*parts) -> str:
    return "/".join(["/siaran", *(str(part) for part in parts), ""])


def new(group) -> str:
    return at("baru", "pemulangan", group.number)


def body(**more):
    return {"form_id": str(uuid.uuid4()), **TEXTS, **more}


# --- drafting ---------------------------------------------------------------------------------------------------------


def test_public_relations_draft_without_seeing_anybody(many, people, client_for):
    client = client_for(people.pr)
    assert client.get(f"/pemulangan/{many.number}/").status_code == 403
    subjects = client.get(f"{at('baru')}?q={many.number}").content.decode()
    assert many.number in subjects
    form = client.get(new(many)).content.decode()
    assert "Kendari, BP3MI Sultra (20/11) - BP3MI Sulawesi Tenggara memfasilitasi kepulangan 7" in form
    assert "[KUTIPAN KEPALA: diisi dengan tangan]" in form
    assert form.count("(Humas/BP3MI Sultra)") == 3
    assert "Buton Tengah dan kabupaten/kota lain" in form
    for page in (subjects, form):
        assert "Samar" not in page
        assert "Wakatobi" not in page
    sent = body()
    answers = [client.post(new(many), sent) for _time in range(2)]
    with everything():
        row = PressRelease.objects.get()
    assert [answer.url for answer in answers] == [at(row.pk), at(row.pk)]
    assert client.post(new(many), body(site="")).status_code == 422
    assert client.get(at("baru", "pemulangan", "PM-1900-0001")).status_code == 404
    assert client.get(at("baru", "rapat", many.number)).status_code == 404
    assert client.post(f"/siaran/baru/pemulangan/{many.number}%00/", body()).status_code == 404


def test_every_version_is_kept(release, people, client_for):
    client = client_for(people.pr)
    assert client.post(at(release.pk, "ubah"), {**TEXTS, "version": 1, "site": "Kedua."}).status_code == 302
    assert (
        client.post(at(release.pk, "ubah"), {**TEXTS, "version": 1, "site": "Ketiga.", "dibuka": "{}"}).status_code
        == 409
    )
    with everything():
        assert [(row.number, row.site) for row in ReleaseText.objects.all()] == [(2, "Kedua."), (1, CLEAN)]
    assert "Kedua." in client.get(at(release.pk)).content.decode()
    assert CLEAN in client.get(f"{at(release.pk)}?versi=1").content.decode()


def test_who_may(release, people, client_for):
    for name, seen, written, approved in (
        ("pr", 200, 200, 403), ("head", 200, 200, 403), ("caseworker", 200, 200, 403), ("placement", 403, 403, 403),
        ("district_buton_tengah", 403, 403, 403), ("auditor", 403, 403, 403), ("outreach", 403, 403, 403),
    ):  # fmt: skip
        client = client_for(getattr(people, name))
        assert (name, client.get(at()).status_code, client.get(at(release.pk)).status_code) == (name, seen, seen)
        assert (name, client.get(at(release.pk, "ubah")).status_code) == (name, written)
        assert (name, client.get(at(release.pk, "setujui")).status_code) == (name, approved)  # it does not wait yet
    assert client_for(people.pr).get(at(release.pk + 1)).status_code == 404
    assert client_for(people.pr).put(at(release.pk, "ajukan")).status_code == 405


# --- approval ---------------------------------------------------------------------------------------------------------


def test_the_head_approves_and_the_figures_freeze(release, many, people, client_for, scope_of):
    pr, head = client_for(people.pr), client_for(people.head)
    assert pr.post(at(release.pk, "ajukan"), {"version": 1}).status_code == 302
    assert pr.get(at(release.pk, "ubah")).status_code == 403
    assert head.post(at(release.pk, "setujui"), {"version": 1}).status_code == 409
    assert head.post(at(release.pk, "setujui"), {"version": 2}).status_code == 302
    with everything():
        row = PressRelease.objects.get()
    assert (row.state, row.decided_by_id, row.facts["arrived"]) == ("APPROVED", people.head.pk, "7")
    with scope_of(people.caseworker):
        make_returnee(people.caseworker, group=many)
    page = pr.get(at(release.pk)).content.decode()
    assert "Angka saat disetujui" in page
    assert "Tiba: 7, sekarang 8" in page
    assert "https://wa.me/?text=Kendari" in page
    assert pr.get(at(release.pk, "ubah")).status_code == 403


def test_nobody_approves_their_own(many, people, client_for, scope_of):
    with scope_of(people.head):
        own = start_release(source="pemulangan", key=many.number, facts={}, texts=TEXTS, by=people.head)
        submit_release(release=own, version=1, by=people.head)
        with pytest.raises(DomainError, match="Anda ikut menulis"):
            approve_release(release=own, version=2, facts={}, by=people.head)
    assert client_for(people.head).get(at(own.pk, "setujui")).status_code == 403
    today = timezone.localdate()
    period = {"starts_on": today, "ends_on": today + timedelta(days=3)}
    ActingAppointment.objects.create(user=people.placement, title="PLH", **period)
    assert client_for(people.placement).post(at(own.pk, "setujui"), {"version": 2}).status_code == 302


def test_whoever_changed_a_word_does_not_approve_it(release, people, scope_of):
    with scope_of(people.head):
        edit_release(release=release, version=1, texts={**TEXTS, "site": "Lain."}, facts={}, by=people.head)
        submit_release(release=release, version=2, by=people.head)
        with pytest.raises(DomainError, match="Anda ikut menulis"):
            approve_release(release=release, version=3, facts={}, by=people.head)


def test_it_is_sent_back_with_what_to_mend(release, people, client_for, scope_of):
    with scope_of(people.pr):
        submit_release(release=release, version=1, by=people.pr)
        with pytest.raises(StaleEdit):
            submit_release(release=release, version=1, by=people.pr)
    head = client_for(people.head)
    assert head.post(at(release.pk, "kembalikan"), {"version": 2, "reason": ""}).status_code == 422
    assert head.post(at(release.pk, "kembalikan"), {"version": 2, "reason": "Kutipan belum diisi"}).status_code == 302
    page = client_for(people.pr).get(at(release.pk)).content.decode()
    assert "Kutipan belum diisi" in page
    assert client_for(people.pr).post(at(release.pk, "ajukan"), {"version": 3}).status_code == 302


def test_the_first_page_tells_whose_turn_it_is(release, people, client_for, scope_of):
    with scope_of(people.pr):
        submit_release(release=release, version=1, by=people.pr)
    assert "Siaran pers menunggu persetujuan" in client_for(people.head).get("/").content.decode()
    assert "Siaran pers menunggu" not in client_for(people.caseworker).get("/").content.decode()
    client_for(people.head).post(at(release.pk, "kembalikan"), {"version": 2, "reason": "Kutipan"})
    assert "Siaran pers yang dikembalikan" in client_for(people.pr).get("/").content.decode()
    assert "Siaran pers yang dikembalikan" not in client_for(people.caseworker).get("/").content.decode()


# --- names and small figures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rombongan tiba.", []),
        ("Ia bernama Samar.", ["samar"]),
        ("LA SAMAR KARANGA tiba", ["karanga", "samar"]),
        ("Korban berinisial LSK dan S.K. dirawat", ["LSK"]),
        ("samarinda bukan nama", []),
    ],
)
def test_names_and_initials_are_found(text, words, many, people, scope_of):
    with scope_of(people.caseworker):
        found = private_words_in(many.number, text, "")
    assert (found.words, found.hidden) == (words, 0)


def test_the_village_is_found_and_the_wording_itself_is_not(many, people, scope_of):
    with scope_of(people.caseworker):
        village = Returnee.objects.select_related("worker__village").first().worker.village.name
        text = f"Mereka dari {village}."
        assert private_words_in(many.number, text, "").words == [village.lower()]
        assert private_words_in(many.number, text, f"Pelabuhan {village}").words == []


def test_who_sees_no_people_is_not_told_which_word_it_was(many, release, people, client_for, scope_of):
    texts = {**TEXTS, "site": "Salah seorang bernama Samar Karangb."}
    pr = client_for(people.pr)
    assert pr.post(at(release.pk, "ubah"), {**texts, "version": 1}).status_code == 302
    page = pr.get(at(release.pk, "ajukan")).content.decode()
    assert "Naskah ini memuat 2 kata yang sama dengan nama" in page
    assert "samar" not in page
    assert pr.post(at(release.pk, "ajukan"), {"version": 2}).status_code == 422
    assert pr.post(at(release.pk, "ajukan"), {"version": 2, "looked": "on"}).status_code == 302
    head = client_for(people.head)
    page = head.get(at(release.pk, "setujui")).content.decode()
    assert "orang dalam rombongan: karangb, samar" in page
    assert AccessRecord.objects.filter(look="LIST", object_kind="returnee", user_id=people.head.pk).count() == 1
    assert head.post(at(release.pk, "setujui"), {"version": 3}).status_code == 422
    assert head.post(at(release.pk, "setujui"), {"version": 3, "looked": "on"}).status_code == 302


def test_a_restricted_name_is_found_and_repeated_to_its_team_alone(many, people, scope_of):
    with scope_of(people.caseworker):
        row = make_returnee(people.caseworker, group=many, who=person("Wa Rahasia Dalam"))
    with scope_of(people.head):
        restrict_worker(worker=row.worker, user_ids=set(), on=DAY, by=people.head)
        assert private_words_in(many.number, "Wa Rahasia Dalam", "").words == ["dalam", "rahasia"]
    with scope_of(people.caseworker):
        found = private_words_in(many.number, "Wa Rahasia Dalam", "")
    assert (found.words, found.hidden) == ([], 2)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Tiga orang berasal dari Wakatobi.", 1),
        ("Seorang anak dari Buton Tengah ikut.", 1),
        ("Sebanyak 4 PMI pulang ke Buton Tengah.", 1),
        ("Tujuh orang tiba. Mereka dari Buton Tengah.", 0),
        ("Rombongan 14 orang dari Buton Tengah.", 0),
        ("Tanggal 3 orang Wakatobi.", 1),
    ],
)
def test_small_figures_with_a_place_are_said(text, count, many, people, scope_of):
    with scope_of(people.caseworker):
        assert len(about_few(group_told(many.number), text)) == count


def test_a_small_group_is_said(people, scope_of):
    with scope_of(people.caseworker):
        group = make_group(people.caseworker)
        make_returnee(people.caseworker, group=group)
        assert about_few(group_told(group.number), "x")[0].startswith("Rombongan ini kurang dari 5 orang")


def test_the_list_is_of_one_state_or_all(release, people, client_for, django_assert_num_queries, scope_of):
    client = client_for(people.pr)
    assert release.key in client.get(f"{at()}?keadaan=DRAFT").content.decode()
    assert release.key not in client.get(f"{at()}?keadaan=APPROVED").content.decode()
    with django_assert_num_queries(6):
        client.get(at())
    with scope_of(people.pr):
        for _time in range(2):
            start_release(source="pemulangan", key=release.key, facts={}, texts=TEXTS, by=people.pr)
    with django_assert_num_queries(6):
        client.get(at())
    assert date(2026, 11, 20) == DAY
