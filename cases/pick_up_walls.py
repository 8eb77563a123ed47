"""The narrow door of a pick-up, as the database keeps it: who is named, how long, and which columns they get.

The window is one definition that Python asks too (`cases/sight.py`): hours of the dated rules PICK_UP_BEFORE and
PICK_UP_AFTER around the arrival, by the clock of the database. It opens before the planned arrival (the actual one
where that is earlier or no plan is known) and ends after the actual one (the planned one until somebody has come). A
known hour of a leg counts as a moment, a day alone from its first to its last minute in the zone of the office.

Tables of people stay closed to the named: these functions alone answer them, column by column.
"""

import csv
from pathlib import Path

from django.conf import settings

from core.walls import beyond_sight

with (Path(__file__).parent / "data" / "pick_up_flags.csv").open(encoding="utf-8", newline="") as _handle:
    FLAGS = tuple(row["flag"] for row in csv.DictReader(_handle))


def start_of(day: str) -> str:
    """The first moment of a day, where the office is."""
    return f"(({day})::timestamp AT TIME ZONE '{settings.TIME_ZONE}')"


def hours(code: str) -> str:
    """The hours of the rule that holds on the day of the arrival."""
    return (
        f"(SELECT make_interval(hours => d.days) FROM cases_deadlinerule d WHERE d.code = '{code}'"  # noqa: S608
        " AND d.unit = 'HOUR' AND d.valid_from <= m.day AND (d.valid_to IS NULL OR d.valid_to >= m.day)"
        " ORDER BY d.valid_from DESC LIMIT 1)"
    )


def leg_at(moment: str, day: str, on: str) -> str:
    """The last known hour among the legs of that day."""
    return (
        f"(SELECT max(l.{moment}) FROM cases_journeyleg l"  # noqa: S608
        f" WHERE l.repatriation_id = r.id AND NOT l.is_not_travelled AND l.{day} = {on})"
    )


LAST_PLAN = (
    "(SELECT max(l.planned_on) FROM cases_journeyleg l WHERE l.repatriation_id = r.id AND NOT l.is_not_travelled)"
)
MOMENTS = f"""
    SELECT coalesce(p.day, r.arrived_on) AS day,
      coalesce(p.at, {start_of("p.day")}) AS planned_from,
      coalesce(p.at, {start_of("p.day + 1")}) AS planned_until,
      coalesce(c.at, {start_of("r.arrived_on")}) AS came_from,
      coalesce(c.at, {start_of("r.arrived_on + 1")}) AS came_until
    FROM cases_repatriation r
    CROSS JOIN LATERAL (SELECT coalesce(r.expected_on, {LAST_PLAN}) AS day) q
    CROSS JOIN LATERAL (SELECT q.day, {leg_at("planned_at", "planned_on", "q.day")} AS at) p
    CROSS JOIN LATERAL (
      SELECT coalesce(r.arrival_at, {leg_at("arrived_at", "arrived_on", "r.arrived_on")}) AS at
    ) c
    WHERE r.id = of_return AND r.state <> 'CANCELLED'
"""  # noqa: S608 - columns of ours
beyond_sight(
    "pick_up_window",
    "of_return bigint",
    "tstzrange",
    f"""SELECT tstzrange(
          least(m.planned_from, m.came_from) - {hours("PICK_UP_BEFORE")},
          coalesce(m.came_until, m.planned_until) + {hours("PICK_UP_AFTER")}, '[)')
        FROM ({MOMENTS}) m
        WHERE m.day IS NOT NULL AND {hours("PICK_UP_BEFORE")} IS NOT NULL AND {hours("PICK_UP_AFTER")} IS NOT NULL""",  # noqa: S608
    of_nobody=True,
)
beyond_sight(
    "is_pick_up_open",
    "of_return bigint",
    "boolean",
    "SELECT coalesce((SELECT walls.pick_up_window(of_return) @> now()), false)",
    of_nobody=True,
)
beyond_sight(
    "is_named_for_pick_up",
    "of_return bigint",
    "boolean",
    """SELECT walls.is_pick_up_open(of_return) AND EXISTS (SELECT 1 FROM cases_accessgrant g
         WHERE g.kind = 'REPATRIATION' AND g.reason = 'PICK_UP' AND g.object_id = of_return
           AND g.user_id = walls.viewer() AND g.starts_on <= walls.day()
           AND (g.ends_on IS NULL OR g.ends_on >= walls.day()))""",
)


def years(of: str, on: str) -> str:
    """`cases.ages.full_years`."""
    return f"extract(year FROM age({on}, {of}))::integer"


ARRIVAL_DAY = "coalesce(x.arrived_on, r.arrived_on, r.expected_on, walls.day())"
AGE = f"""CASE WHEN w.birth_date IS NOT NULL THEN {years("w.birth_date", ARRIVAL_DAY)}
      WHEN w.stated_age IS NOT NULL AND w.stated_age_on IS NOT NULL THEN CASE
        WHEN {ARRIVAL_DAY} >= w.stated_age_on
        THEN greatest(0, w.stated_age + {years("w.stated_age_on", ARRIVAL_DAY)}) ELSE w.stated_age END
      WHEN w.birth_year > 0 THEN greatest(0, extract(year FROM {ARRIVAL_DAY})::integer - w.birth_year) END"""
FLAGS_SEEN = f"""ARRAY(SELECT DISTINCT f.code FROM cases_vulnerabilityflag f
      WHERE f.returnee_id = x.id AND f.case_id IS NULL AND f.code = ANY ('{{{",".join(FLAGS)}}}')
      ORDER BY f.code)::text[]"""  # noqa: S608 - codes of our own table
beyond_sight(
    "people_of_pick_up",
    "of_return bigint",
    """TABLE(returnee_id bigint, worker_id bigint, uid uuid, told_name bytea, sex text, age integer,
         age_is_estimated boolean, village_id bigint, district_id bigint, flags text[], arrival_state text,
         not_arrived_reason text, is_unlisted boolean, entry_id bigint, line_no integer)""",
    f"""SELECT x.id, w.id, w.uid, w.told_name, w.sex, {AGE}, w.age_is_estimated, w.village_id, w.district_id,
          {FLAGS_SEEN}, x.arrival_state, x.not_arrived_reason, x.is_unlisted, e.id, e.position::integer
        FROM cases_returnee x JOIN cases_repatriation r ON r.id = x.repatriation_id
          JOIN cases_worker w ON w.id = x.worker_id
          LEFT JOIN cases_manifestentry e ON e.id = x.manifest_entry_id
        WHERE x.repatriation_id = of_return AND walls.is_named_for_pick_up(of_return)
        ORDER BY x.created_at, x.id""",  # noqa: S608
)
ON = "coalesce(r.arrived_on, r.expected_on, walls.day())"
beyond_sight(
    "lines_of_pick_up",
    "of_return bigint",
    """TABLE(entry_id bigint, line_no integer, uid uuid, name bytea, sex text, age integer, village_id bigint,
         district_id bigint)""",
    f"""SELECT e.id, e.position::integer, e.uid, e.name, e.sex,
          CASE WHEN e.birth_date <= {ON} THEN {years("e.birth_date", ON)} ELSE e.stated_age END,
          e.village_id, e.district_id
        FROM cases_manifestentry e JOIN cases_manifest m ON m.id = e.manifest_id
          JOIN cases_repatriation r ON r.id = m.repatriation_id
        WHERE m.repatriation_id = of_return AND m.replaced_by_id IS NULL AND walls.is_named_for_pick_up(of_return)
          AND NOT EXISTS (SELECT 1 FROM cases_returnee x WHERE x.manifest_entry_id = e.id)
        ORDER BY m.id, e.position""",  # noqa: S608
)
