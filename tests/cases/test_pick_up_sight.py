"""Who sees the people of a pick-up, and how long: a table of moments, by the clock of the database."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection

from accounts.queries import viewer_of
from cases.actions.arrivals import mark_arrival
from cases.actions.pick_ups import name_pick_up_officers
from cases.actions.repatriations import record_manifest
from cases.actions.restrictions import restrict_worker
from cases.ages import age_on
from cases.facts import ListedPerson
from cases.models import DeadlineRule, JourneyLeg, ManifestEntry, Repatriation, Returnee, VulnerabilityFlag, Worker
from cases.pick_up_walls import FLAGS
from cases.queries import awaited, is_named, window_of
from core.models import AccessRecord
from core.scope import open_scope
from tests.factories.casework import make_group, make_returnee, person
from tests.seeing import everything

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        return cursor.fetchone()[0]


def set_times(group, **columns) -> None:
    """The return as planned or come, without the forms that keep a plan in the future."""
    with everything():
        Repatriation.objects.filter(pk=group.pk).update(**{"expected_on": None, "arrived_on": None, **columns})


def set_leg(group, **columns) -> None:
    with everything():
        JourneyLeg.objects.filter(repatriation=group).update(
            **{"planned_on": None, "planned_at": None, "arrived_on": None, "arrived_at": None, **columns}
        )


@pytest.fixture
def quay(people, scope_of):
    """A return of the office with somebody of Buton Tengah, whose officer of Wakatobi is named."""
    with scope_of(people.caseworker):
        group = make_group(people.caseworker)
        row = make_returnee(people.caseworker, group=group, who=person("La Coba Karang", nik="7414010101800001"))
        record_manifest(
            repatriation=group, issuer="BP3MI", letter_number="", letter_date=None, subject="", people_counted=4,
            people=[ListedPerson("Wa Coba Baris", "P", 7, "Muna")], by=people.caseworker,
        )  # fmt: skip
        name_pick_up_officers(
            repatriation=group, user_ids={people.district_wakatobi.pk}, on=date(2026, 11, 1), by=people.caseworker
        )
    return SimpleNamespace(group=group, row=row)


def sees(user, group) -> list[bool]:
    """The return and its people: by Python's rule, and by SQL of one's own in the role of the viewer."""
    with open_scope(viewer_of(user)), connection.cursor() as cursor:
        by_python = Repatriation.objects.filter(pk=group.pk).exists()
        cursor.execute("SELECT count(*) FROM cases_repatriation WHERE id = %s", [group.pk])
        by_wall = cursor.fetchone()[0] == 1
        cursor.execute("SELECT count(*) FROM walls.people_of_pick_up(%s)", [group.pk])
        people = cursor.fetchone()[0] == 1
        cursor.execute("SELECT count(*) FROM walls.lines_of_pick_up(%s)", [group.pk])
        lines = cursor.fetchone()[0] == 1
        return [by_python, by_wall, people, lines, is_named(group), bool(awaited(group))]


# how far the arrival lies ahead (planned) or behind (come), and whether those named see the people
PLANNED = [
    (49 * HOUR, False),
    (48 * HOUR + MINUTE, False),
    (48 * HOUR - MINUTE, True),
    (HOUR, True),
    (timedelta(0), True),
    (-71 * HOUR, True),
    (-72 * HOUR + MINUTE, True),
    (-72 * HOUR - MINUTE, False),
    (-30 * 24 * HOUR, False),
]


@pytest.mark.parametrize(("ahead", "expected"), PLANNED)
def test_planned_arrival_opens_and_ends_the_sight(people, quay, ahead, expected):
    at = now() + ahead
    set_leg(quay.group, planned_on=at.date(), planned_at=at)
    set_times(quay.group, expected_on=at.date())
    assert sees(people.district_wakatobi, quay.group) == [expected] * 6


@pytest.mark.parametrize(("ahead", "expected"), PLANNED)
def test_actual_arrival_alone_opens_and_ends_the_sight(people, quay, ahead, expected):
    at = now() + ahead
    set_leg(quay.group)
    set_times(quay.group, arrived_on=at.date(), arrival_at=at)
    assert sees(people.district_wakatobi, quay.group) == [expected] * 6


@pytest.mark.parametrize(
    ("planned", "came", "expected"),
    [
        (-90 * HOUR, -60 * HOUR, True),  # a day late: 72 hours from the arrival
        (-60 * HOUR, -73 * HOUR, False),  # early and over
        (5 * 24 * HOUR, -HOUR, True),  # much earlier than planned
        (-10 * HOUR, -20 * HOUR, True),
    ],
)
def test_actual_arrival_ends_what_the_plan_opened(people, quay, planned, came, expected):
    at, then = now() + planned, now() + came
    set_leg(quay.group, planned_on=at.date(), planned_at=at, arrived_on=then.date(), arrived_at=then)
    set_times(quay.group, expected_on=at.date(), arrived_on=then.date())
    assert sees(people.district_wakatobi, quay.group) == [expected] * 6


def test_day_without_hour_counts_from_its_first_to_its_last_minute(people, quay):
    set_leg(quay.group)
    set_times(quay.group, expected_on=date(2026, 12, 10))
    with open_scope(viewer_of(people.caseworker)):
        opens, closes = window_of(quay.group)
    assert opens.astimezone().isoformat() == datetime.fromisoformat("2026-12-08T00:00+08:00").astimezone().isoformat()
    assert closes == datetime.fromisoformat("2026-12-14T00:00+08:00")


def test_last_leg_says_when_nothing_else_does(people, quay):
    at = now() + HOUR
    set_leg(quay.group, planned_on=at.date(), planned_at=at)
    set_times(quay.group)
    assert sees(people.district_wakatobi, quay.group) == [True] * 6


def test_without_any_day_nobody_sees_anything(people, quay):
    set_leg(quay.group)
    set_times(quay.group)
    with open_scope(viewer_of(people.caseworker)):
        assert window_of(quay.group) is None
    assert sees(people.district_wakatobi, quay.group) == [False] * 6


def test_cancelled_return_is_no_pick_up(people, quay):
    set_times(quay.group, arrived_on=now().date(), state="CANCELLED")
    assert sees(people.district_wakatobi, quay.group) == [False] * 6


def test_hours_are_dated_data(people, quay):
    at = now() + 60 * HOUR
    set_leg(quay.group, planned_on=at.date(), planned_at=at)
    set_times(quay.group, expected_on=at.date())
    assert sees(people.district_wakatobi, quay.group) == [False] * 6
    rule = {"label": "Baru", "unit": "HOUR", "valid_from": at.date()}
    with everything():
        DeadlineRule.objects.create(code="PICK_UP_BEFORE", days=61, **rule)
    assert sees(people.district_wakatobi, quay.group) == [True] * 6
    with everything():
        DeadlineRule.objects.filter(code="PICK_UP_AFTER").delete()
    assert sees(people.district_wakatobi, quay.group) == [False] * 6


@pytest.fixture
def on(quay):
    """The group comes in an hour."""
    at = now() + HOUR
    set_leg(quay.group, planned_on=at.date(), planned_at=at)
    set_times(quay.group, expected_on=at.date())
    return quay


def of_karang(quay):
    return next(row for row in awaited(quay.group) if row.returnee_id == quay.row.pk)


NOT_NAMED = ["helpdesk", "outreach", "auditor", "system_admin", "outsider", "administration"]


@pytest.mark.parametrize("name", NOT_NAMED)
def test_nobody_else_sees_the_people_through_the_door(people, on, name):
    user = getattr(people, name)
    with open_scope(viewer_of(user)):
        assert Repatriation.objects.filter(pk=on.group.pk).count() == 0
        assert Returnee.objects.filter(pk=on.row.pk).count() == 0


def test_officer_of_another_district_of_the_group_sees_own_people_alone(people, on, scope_of):
    with scope_of(people.caseworker):
        make_returnee(people.caseworker, group=on.group, who=person("Wa Coba Laut", district="74.07"))
    with scope_of(people.district_buton_tengah):
        assert [row.name for row in awaited(on.group) if row.worker_id] == ["La Coba Karang"]
        assert is_named(on.group) is False
    with scope_of(people.district_wakatobi):
        assert [row.name for row in awaited(on.group)] == ["Wa Coba Baris", "La Coba Karang", "Wa Coba Laut"]


def test_tables_of_people_stay_closed_to_the_named(people, on):
    with open_scope(viewer_of(people.district_wakatobi)), connection.cursor() as cursor:
        for table in ("cases_worker", "cases_returnee", "cases_manifestentry", "cases_case", "cases_vulnerabilityflag"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert (table, cursor.fetchone()[0]) == (table, 0)
        cursor.execute("SELECT * FROM walls.people_of_pick_up(%s)", [on.group.pk])
        assert [column.name for column in cursor.description] == [
            "returnee_id", "worker_id", "uid", "told_name", "sex", "age", "age_is_estimated", "village_id",
            "district_id", "flags", "arrival_state", "not_arrived_reason", "is_unlisted", "entry_id", "line_no",
        ]  # fmt: skip
        assert Worker.objects.count() == ManifestEntry.objects.count() == 0


def test_restricted_person_is_there_without_the_reason(people, on, scope_of):
    with scope_of(people.caseworker):
        restrict_worker(
            worker=on.row.worker, user_ids={people.caseworker.pk}, by=people.caseworker, on=date(2026, 11, 20)
        )
    with scope_of(people.district_wakatobi):
        assert of_karang(on).name == "La Coba Karang"


def test_only_flags_that_are_no_specific_data_are_seen(people, on, scope_of):
    with everything():
        for code in ("HAMIL", "INDIKASI_TPPO", "DISABILITAS", "EKS_NAPI", "LANSIA", "ANAK"):
            VulnerabilityFlag.objects.create(
                worker=on.row.worker, returnee=on.row, code=code, seen_on=date(2026, 11, 20)
            )
    for name in ("district_wakatobi", "caseworker"):
        with scope_of(getattr(people, name)):
            assert of_karang(on).flags == ["ANAK", "LANSIA"]
    assert "HAMIL" not in FLAGS


AGES = [
    {"birth_date": date(2008, 11, 30)},
    {"birth_date": date(2008, 2, 29)},
    {"birth_year": 1990},
    {"stated_age": 30, "stated_on": date(2020, 12, 1)},
    {"stated_age": 30, "stated_on": date(2027, 12, 1)},
    {},
]


@pytest.mark.parametrize("known", AGES)
def test_database_counts_ages_as_python_does(people, on, scope_of, known):
    columns = {"stated_age_on" if name == "stated_on" else name: value for name, value in known.items()}
    empty = dict.fromkeys(("birth_date", "birth_year", "stated_age", "stated_age_on"))
    for day in (date(2026, 11, 29), date(2026, 11, 30), date(2027, 2, 28), date(2028, 2, 29)):
        with everything():
            Worker.objects.filter(pk=on.row.worker_id).update(**{**empty, **columns})
            Returnee.objects.filter(pk=on.row.pk).update(arrived_on=day)
        with scope_of(people.district_wakatobi):
            assert of_karang(on).age == age_on(day, **known)


def test_look_is_recorded_with_its_own_ground(people, on, scope_of):
    with scope_of(people.district_wakatobi):
        awaited(on.group)
    record = AccessRecord.objects.order_by("-pk").first()
    assert (record.user_id, record.look, record.worker_ids) == (people.district_wakatobi.pk, "LIST", [on.row.worker_id])
    assert (record.sight, record.purpose) == ("J", f"Penjemputan {on.group.number}")


def test_person_of_unknown_origin_belongs_to_the_office(people, on, scope_of):
    with scope_of(people.caseworker):
        unknown = make_returnee(people.caseworker, group=on.group, who=person("La Coba Entah", district=""))
        assert unknown.worker_id in {row.worker_id for row in awaited(on.group)}
        mark_arrival(returnee=unknown, state="ARRIVED", by=people.caseworker)
    with scope_of(people.district_buton_tengah):
        assert unknown.worker_id not in {row.worker_id for row in awaited(on.group)}


def test_who_is_taken_off_sees_nothing_any_more(people, on, scope_of):
    with scope_of(people.caseworker):
        name_pick_up_officers(repatriation=on.group, user_ids=set(), on=date(2026, 11, 2), by=people.caseworker)
    assert sees(people.district_wakatobi, on.group) == [False] * 6
