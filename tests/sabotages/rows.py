"""Sabotages of row security, of the rule of sight, and of the record of looks."""

from tests.sabotages.kind import sabotage

WALLS, TABLES = ("walls",), ("bare", "walls")
SAME_ROWS = "tests/walls/test_differential.py::test_rows_read_changed_and_removed_are_the_same"
TAMPERING = "tests/audit/test_tampering.py::test_every_tampering_is_found_at_its_first_row"

IN_DATABASE = [
    sabotage(
        "policy-of-addresses-dropped",
        "cases/policies.py",
        '"cases_personname", "cases_personaddress"',
        '"cases_personname"',
        "tests/walls/test_schema.py::test_every_table_and_view_is_declared",
        databases=WALLS,
    ),
    sabotage(
        "policy-of-districts-widened",
        "cases/policies.py",
        'district=f"(NOT is_restricted AND (district_id = ANY ({DISTRICTS}) OR {mine} OR {shared})) OR {team}"',
        'district=f"NOT is_restricted OR {team}"',
        "tests/walls/test_no_scope.py::test_raw_sql_of_a_district_finds_its_own_alone",
        databases=WALLS,
    ),
    sabotage(
        "policy-of-province-opens-restricted",
        "cases/policies.py",
        'province=f"NOT is_restricted OR {team}"',
        'province="true"',
        SAME_ROWS,
        databases=WALLS,
    ),
    sabotage(
        "policy-of-letters-opens-secret-ones",
        "letters/policies.py",
        'province=f"{IS_OPEN} OR (SELECT walls.is_head()) OR {OWN}"',
        'province="true"',
        SAME_ROWS,
        databases=WALLS,
    ),
    sabotage(
        "policy-of-flags-forgets-their-case",
        "cases/policies.py",
        'guard_alike(("cases_vulnerabilityflag",), f"{OF_WORKER} AND (case_id IS NULL OR {OF_CASE})")',
        'guard_alike(("cases_vulnerabilityflag",), OF_WORKER)',
        "tests/cases/test_restricting.py::test_database_keeps_the_flag_from_who_is_outside_the_team",
        databases=WALLS,
    ),
    sabotage(
        "policy-of-follow-ups-forgets-their-case",
        "cases/policies.py",
        'guard_alike(("cases_followup",), f"{OF_RETURNEE} AND (case_id IS NULL OR {OF_CASE})")',
        'guard_alike(("cases_followup",), OF_RETURNEE)',
        SAME_ROWS,
        databases=WALLS,
    ),
    sabotage(
        "policy-ignores-end-of-grants",
        "cases/policies.py",
        "AND g.starts_on <= walls.day() AND (g.ends_on IS NULL OR g.ends_on >= walls.day())",
        "AND g.starts_on <= walls.day()",
        SAME_ROWS,
        databases=WALLS,
    ),
    sabotage(
        "policy-of-drafts-made-free",
        "accounts/policies.py",
        'guard_own("accounts_draft")',
        'free("inputs that are not saved yet", "accounts_draft")',
        "tests/walls/test_schema.py::test_only_what_is_an_accounts_own_is_open_to_accounts_without_people",
        databases=WALLS,
    ),
    sabotage(
        "own-rows-open-to-every-account",
        "core/walls.py",
        'condition = f"{column} = {VIEWER}"',
        'condition = f"{column} IS NOT NULL"',
        "tests/accounts/test_drafts.py::test_database_keeps_a_draft_from_everybody_else",
        databases=WALLS,
    ),
    sabotage(
        "force-removed",
        "core/walls.py",
        """        f'ALTER TABLE public."{table}" FORCE ROW LEVEL SECURITY',\n""",
        "",
        "tests/walls/test_schema.py::test_guarded_tables_and_their_histories_hold_their_owner_too",
        databases=WALLS,
    ),
    sabotage(
        "history-open-to-every-scope",
        "core/walls.py",
        "seen = condition if role == EVERYTHING else as_its_row(parent)",
        'seen = condition if role == EVERYTHING else "true"',
        "tests/walls/test_no_scope.py::test_history_is_seen_as_the_row_is",
        databases=WALLS,
    ),
    sabotage(
        "record-may-be-rewritten-by-the-application",
        "core/policies.py",
        'append_only("core_accessrecord")\n',
        "",
        "tests/walls/test_schema.py::test_records_that_only_grow_cannot_be_changed_or_emptied",
        databases=WALLS,
    ),
    sabotage(
        "append-only-trigger-not-made",
        "core/migrations/0003_record_and_seals.py",
        'for table in ("core_accessrecord", "core_seal",',
        'for table in ("core_seal",',
        "tests/audit/test_tampering.py::test_rows_are_only_added",
        databases=TABLES,
    ),
]
SCOPE_AND_SIGHT = [
    sabotage(
        "scope-not-told-at-begin",
        "core/postgresql/base.py",
        "        try:\n            self.tell_scope()\n",
        "        try:\n            pass\n",
        "tests/walls/test_hygiene.py",
        "tests/walls/test_no_scope.py",
    ),
    sabotage(
        "scope-outlives-its-transaction",
        "core/walls.py",
        'f"SET LOCAL ROLE {scope_role(viewer)};',
        'f"SET ROLE {scope_role(viewer)};',
        "tests/walls/test_no_scope.py::test_a_kept_connection_carries_nothing_over",
    ),
    sabotage(
        "role-not-checked-at-start",
        "core/walls.py",
        "    if not _held:\n        return\n",
        "    return\n",
        "tests/walls/test_roles.py::test_program_refuses_to_start_as_the_owner",
    ),
    sabotage(
        "right-of-the-view-not-asked",
        "core/access.py",
        "if not current_viewer().may(right):",
        "if not current_viewer().rights:",
        "tests/access/test_table.py::test_role_gets_what_the_table_says",
    ),
    sabotage(
        "health-restricts-nothing",
        "cases/restricting.py",
        'return not case.is_restricted and case.category != "MENINGGAL"',
        "return False",
        "tests/cases/test_story_sick_deceased.py::test_health_told_in_an_ordinary_case_makes_it_a_case_for_its_team",
    ),
    sabotage(
        "filter-of-flags-removed",
        "cases/querysets.py",
        "return [condition & guarded for condition in",
        "return [condition for condition in",
        SAME_ROWS,
    ),
    sabotage(
        "filter-of-returns-by-district-removed",
        "cases/querysets.py",
        'Q(pk__in=in_district.values("repatriation_id")) | Q(created_by_id',
        "Q(created_at__isnull=False) | Q(created_by_id",
        SAME_ROWS,
    ),
    sabotage(
        "sight-of-districts-forgets-restriction",
        "cases/sight.py",
        'unrestricted & Q(**{f"{prefix}district_id": pk})',
        'Q(**{f"{prefix}district_id": pk})',
        SAME_ROWS,
    ),
    sabotage(
        "sight-ignores-end-of-grants",
        "cases/sight.py",
        "            Q(ends_on__isnull=True) | Q(ends_on__gte=today),\n",
        "",
        SAME_ROWS,
    ),
    sabotage(
        "sealed-person-told-by-initials",
        "cases/queries/wide.py",
        'return "-" if worker.is_restricted else initials(worker.name)',
        "return initials(worker.told_name)",
        "tests/cases/test_sealed_names.py::test_sealed_person_is_told_without_initials",
    ),
]
RECORD = [
    sabotage(
        "look-at-a-case-not-recorded",
        "cases/queries/fetch.py",
        'record_look(look=VIEW, object_kind="case", object_ids=[found.pk]',
        'dict(look=VIEW, object_kind="case", object_ids=[found.pk]',
        "tests/access/test_looks.py::test_each_page_with_a_person_records_the_look",
    ),
    sabotage(
        "page-shown-although-not-recorded",
        "core/actions/access.py",
        "    current_scope()\n    _row(Seen(**seen)).save(force_insert=True)\n",
        "    from contextlib import suppress\n\n    from django.db import DatabaseError, transaction\n\n"
        "    with suppress(DatabaseError), transaction.atomic():\n"
        "        _row(Seen(**seen)).save(force_insert=True)\n",
        "tests/access/test_looks.py::test_page_fails_when_the_look_cannot_be_recorded",
    ),
    sabotage(
        "searched-number-kept-in-clear",
        "core/actions/access.py",
        'searched=keyed("searched", seen.searched)',
        "searched=seen.searched",
        "tests/audit/test_recording.py::test_searches_keep_a_hash_of_the_number_and_its_class",
    ),
    sabotage(
        "column-left-out-of-the-mac",
        "core/actions/access.py",
        '    "worker_ids", "case_ids", "sight",',
        '    "case_ids", "sight",',
        "tests/audit/test_recording.py::test_a_mac_covers_every_told_column",
    ),
    sabotage(
        "history-not-sealed",
        "core/actions/seals.py",
        "    for table in sealed_tables():\n",
        "    for table in sealed_tables()[:1]:\n",
        TAMPERING,
    ),
    sabotage(
        "sealed-with-another-key",
        "core/signing.py",
        "return key_ring().seal_key().sign(text.encode())",
        "from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey\n\n"
        '    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"bp3mi").digest()).sign(text.encode())',
        "tests/audit/test_sealing.py::test_checkpoints_are_kept_on_disk_and_mailed_once_a_day",
    ),
    sabotage(
        "changed-rows-not-compared", "core/sealing/verify.py", "if leaf != entry.leaf:", "if not leaf:", TAMPERING
    ),
    sabotage(
        "mac-not-compared",
        "core/sealing/verify.py",
        'return mac_of({name: row[name] for name in SIGNED}) == bytes.fromhex(row["mac"].removeprefix("\\\\x"))',
        'return bool(row["mac"])',
        TAMPERING,
    ),
    sabotage(
        "checkpoint-of-the-day-not-kept",
        "core/actions/seals.py",
        "    if not is_written_today():\n        write_file(path, note)\n",
        "",
        "tests/audit/test_sealing.py::test_checkpoints_are_kept_on_disk_and_mailed_once_a_day",
    ),
    sabotage(
        "older-database-sealed-over",
        "core/actions/seals.py",
        "        check_files(last)\n",
        "",
        "tests/audit/test_sealing.py::test_an_older_database_is_not_sealed_until_somebody_says_why",
    ),
]
