"""The rule of sight once more, as the database keeps it (cases/sight.py and cases/querysets.py say it in Python).

A test holds the two equal, row by row, for reading, changing, making and removing.
"""

import cases.pick_up_walls  # noqa: F401 - its functions come first: `granted` asks them
from core.walls import DISTRICTS, VIEWER, beyond_sight, free, function, guard, guard_alike, guard_files

function("""
CREATE OR REPLACE FUNCTION walls.granted(of_kind text, is_team boolean) RETURNS bigint[]
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(g.object_id), '{}') FROM public.cases_accessgrant g
  WHERE g.kind = of_kind AND (g.reason = 'TEAM') = is_team
    AND (g.user_id = walls.viewer() OR g.district_id = ANY (walls.districts())
         OR (g.reason = 'TEAM' AND (SELECT walls.is_head())
             AND EXISTS (SELECT 1 FROM public.accounts_roleassignment r WHERE r.user_id = g.user_id AND r.role = 'head'
               AND r.starts_on <= g.starts_on AND (r.ends_on IS NULL OR r.ends_on >= g.starts_on))))
    AND g.starts_on <= walls.day() AND (g.ends_on IS NULL OR g.ends_on >= walls.day())
    AND (g.reason <> 'PICK_UP' OR (g.kind = 'REPATRIATION' AND walls.is_pick_up_open(g.object_id)))
$$
""")


beyond_sight(
    "author_of_list", "of_list bigint", "bigint", "SELECT created_by_id FROM cases_manifest WHERE id = of_list"
)
beyond_sight(
    "people_named",
    "tokens varchar[]",
    "SETOF bigint",
    "SELECT id FROM cases_worker WHERE name_tokens @> tokens",
)
beyond_sight(
    "people_sealed",
    "words bytea[]",
    "SETOF bigint",
    "SELECT id FROM cases_worker WHERE name = '' AND sealed_words @> words",
)
beyond_sight("people_alike", "key text", "SETOF bigint", "SELECT id FROM cases_worker WHERE name_key % key")
beyond_sight(
    "returns_like",
    "words text",
    "SETOF bigint",
    """SELECT id FROM cases_repatriation WHERE upper(vessel) LIKE '%' || words || '%'
       UNION SELECT id FROM cases_repatriation WHERE upper(place_of_arrival) LIKE '%' || words || '%'
       UNION SELECT repatriation_id FROM cases_journeyleg WHERE upper(vessel) LIKE '%' || words || '%'
       UNION SELECT repatriation_id FROM cases_journeyleg WHERE upper(from_place) LIKE '%' || words || '%'
       UNION SELECT repatriation_id FROM cases_journeyleg WHERE upper(to_place) LIKE '%' || words || '%'
       UNION SELECT repatriation_id FROM cases_manifest WHERE upper(letter_number) LIKE '%' || words || '%'
       UNION SELECT k.repatriation_id FROM cases_returnletter k JOIN letters_letter l ON l.id = k.letter_id
         WHERE (upper(l.number) LIKE '%' || words || '%' OR l.agenda_number = words)
           AND (l.classification IN ('BIASA', 'TERBATAS') OR l.created_by_id = walls.viewer() OR walls.is_head()
             OR l.id = ANY (walls.letters_given()))""",
)
beyond_sight(
    "is_of_our_case",
    "of_worker bigint",
    "boolean",
    """SELECT EXISTS (SELECT 1 FROM cases_case
         WHERE worker_id = of_worker AND is_restricted AND id = ANY (walls.granted('CASE', true)))""",
)
beyond_sight(
    "is_line_of_restricted",
    "of_entry bigint",
    "boolean",
    "SELECT EXISTS (SELECT 1 FROM cases_returnee WHERE manifest_entry_id = of_entry AND is_restricted)",
)
beyond_sight(
    "is_line_of_team",
    "of_entry bigint",
    "boolean",
    """SELECT EXISTS (SELECT 1 FROM cases_returnee
         WHERE manifest_entry_id = of_entry AND worker_id = ANY (walls.granted('WORKER', true)))""",
)


def granted(kind: str, *, team: bool) -> str:
    return f"(SELECT walls.granted('{kind}', {str(team).lower()}))::bigint[]"


def guard_people(
    table: str, kind: str, *, key: str = "id", own: tuple[str, ...] = ("created_by_id",), team: str = ""
) -> None:
    """A table with `district_id`, `is_restricted` and columns of users; `key` is what grants name.

    `team` is one more way of belonging to those who see a restricted row.
    """
    team = " OR ".join(filter(None, [f"{key} = ANY ({granted(kind, team=True)})", team]))
    mine = " OR ".join(f"{column} = {VIEWER}" for column in own)
    shared = f"{key} = ANY ({granted(kind, team=False)})"
    guard(
        table,
        province=f"NOT is_restricted OR {team}",
        district=f"(NOT is_restricted AND (district_id = ANY ({DISTRICTS}) OR {mine} OR {shared})) OR {team}",
    )


# A restricted case without a team of its own follows its person.
IN_TEAM_OF_PERSON = f"worker_id = ANY ({granted('WORKER', team=True)})"
HAS_OWN_TEAM = (
    "EXISTS (SELECT 1 FROM public.cases_accessgrant g"
    " WHERE g.kind = 'CASE' AND g.reason = 'TEAM' AND g.object_id = cases_case.id)"
)

guard_people("cases_worker", "WORKER", team="(is_restricted AND walls.is_of_our_case(id))")
guard_people(
    "cases_case",
    "CASE",
    own=("created_by_id", "assignee_id"),
    team=f"(is_restricted AND {IN_TEAM_OF_PERSON} AND NOT {HAS_OWN_TEAM})",
)
guard_people("cases_returnee", "WORKER", key="worker_id")

OF_WORKER = "EXISTS (SELECT 1 FROM public.cases_worker w WHERE w.id = worker_id)"
OF_CASE = "EXISTS (SELECT 1 FROM public.cases_case c WHERE c.id = case_id)"
OF_RETURN = "EXISTS (SELECT 1 FROM public.cases_repatriation r WHERE r.id = repatriation_id)"

OF_OURS = f"d.repatriation_id = cases_repatriation.id AND d.district_id = ANY ({DISTRICTS})"
SOMEBODY_OF_OURS = f"EXISTS (SELECT 1 FROM public.cases_repatriationdistrict d WHERE {OF_OURS})"  # noqa: S608
guard(
    "cases_repatriation",
    province="true",
    district=f"created_by_id = {VIEWER} OR id = ANY ({granted('REPATRIATION', team=False)}) OR {SOMEBODY_OF_OURS}",
)
guard_alike(
    ("cases_workerstatus", "cases_familylink", "cases_personname", "cases_personaddress"),
    OF_WORKER,
)
guard_alike(("cases_duplicatecandidate",), OF_WORKER)
guard_alike(("cases_vulnerabilityflag",), f"{OF_WORKER} AND (case_id IS NULL OR {OF_CASE})")
guard_alike(("cases_stagechange", "cases_casenote", "cases_casetask", "cases_referral", "cases_caseletter"), OF_CASE)
guard_files("case", "cases_case")
guard_files("handover", "cases_handover")
guard_alike(
    ("cases_journeyleg", "cases_stay", "cases_cost", "cases_coordination", "cases_manifest", "cases_groupfact",
     "cases_returnletter", "cases_arrivaltick"),
    OF_RETURN,
)  # fmt: skip
OF_RETURNEE = "EXISTS (SELECT 1 FROM public.cases_returnee r WHERE r.id = returnee_id)"
guard_alike(("cases_legtraveller", "cases_stayguest", "cases_handoverperson", "cases_oldrecord"), OF_RETURNEE)
OF_SOMEBODY = "EXISTS (SELECT 1 FROM public.cases_handoverperson p WHERE p.handover_id = cases_handover.id)"
guard_alike(("cases_handover",), f"created_by_id = {VIEWER} OR {OF_SOMEBODY}")
guard("cases_returnpaper", province=OF_RETURN, district=f"({OF_RETURN}) AND created_by_id = {VIEWER}")
guard_files("paper", "cases_returnpaper")
guard_alike(("cases_rehabilitationrefusal",), OF_RETURNEE)
guard_files("refusal", "cases_rehabilitationrefusal")
guard_alike(("cases_handoversignature",), "EXISTS (SELECT 1 FROM public.cases_handover h WHERE h.id = handover_id)")
guard_alike(("cases_handoverwitness",), "EXISTS (SELECT 1 FROM public.cases_handover h WHERE h.id = handover_id)")
OF_WORKER_OR_FILE = f"{OF_WORKER} AND (case_id IS NULL OR {OF_CASE})"
OF_INTERVIEW = "EXISTS (SELECT 1 FROM public.cases_interview i WHERE i.id = interview_id)"
guard_alike(("cases_interview",), OF_WORKER_OR_FILE)
guard_alike(
    ("cases_statement", "cases_moneyline", "cases_withhelditem", "cases_detention", "cases_recruitcontact"),
    OF_INTERVIEW,
)
guard("cases_traffickingscreening", province=OF_WORKER_OR_FILE, district="false")
guard_alike(("cases_sourcedvalue",), f"({OF_WORKER_OR_FILE}) OR {OF_RETURN} OR {OF_INTERVIEW}")
guard_alike(
    ("cases_death", "cases_casepaper", "cases_benefit", "cases_illness", "cases_hospitalstay", "cases_casereporter"),
    OF_CASE,
)
guard_alike(("cases_followup",), f"{OF_RETURNEE} AND (case_id IS NULL OR {OF_CASE})")
guard(
    "cases_manifestentry",
    province="NOT walls.is_line_of_restricted(id) OR walls.is_line_of_team(id)",
    district=(
        f"(NOT walls.is_line_of_restricted(id) AND (district_id = ANY ({DISTRICTS})"
        f" OR walls.author_of_list(manifest_id) = {VIEWER})) OR walls.is_line_of_team(id)"
    ),
)

guard("cases_listimport", province="true", district=f"created_by_id = {VIEWER}")
guard_alike(("cases_siskorecord",), f"(case_id IS NULL AND {OF_WORKER}) OR {OF_CASE}")
guard_alike(("cases_listimportrow",), "EXISTS (SELECT 1 FROM public.cases_listimport i WHERE i.id = list_import_id)")

free("headings of columns and what stands under them: names nobody", "cases_columnmemory")
free("reference lists", "cases_referenceitem", "cases_deadlinerule")
free("ids alone: which row is open to whom; the rule of sight reads it", "cases_accessgrant")
free("ids alone: which districts the people of a return come from", "cases_repatriationdistrict")
free("digests of secret addresses of staff, asked before anybody is signed in; they name no person of a case",
     "cases_calendarfeed")  # fmt: skip
