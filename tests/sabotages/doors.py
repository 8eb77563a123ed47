"""Sabotages of keys and masks, of signing in, and of files and backups."""

from tests.sabotages.kind import sabotage

KEYS = [
    sabotage(
        "phones-not-encrypted",
        "core/encrypted.py",
        '''        """The text of a stored value of this row. Raises CannotDecrypt."""
        return key_ring().decrypt(self.place, row_key(row), sealed).decode() if sealed else ""

    def sealed(self, row, text: str) -> Sealed:
''',
        """        if self.column == "phone":
            return bytes(sealed).decode()
        return key_ring().decrypt(self.place, row_key(row), sealed).decode() if sealed else ""

    def sealed(self, row, text: str) -> Sealed:
        if self.column == "phone":
            return Sealed(str(text).encode())
""",
        "tests/cases/test_encrypted.py::test_values_and_raw_sql_show_ciphertext",
    ),
    sabotage(
        "blind-index-without-a-key",
        "core/keys.py",
        '_derived(self._material.blind.by_id[number], "blind", column)',
        '_derived(b"", "blind", column)',
        "tests/core/test_keys.py::test_blind_index_cannot_be_made_without_the_office_s_key",
    ),
    sabotage(
        "value-not-bound-to-its-row",
        "core/encrypted.py",
        "return getattr(row, ROW_KEY).hex",
        'return ""',
        "tests/cases/test_encrypted.py::test_thousand_random_swaps_are_refused",
    ),
    sabotage(
        "restricted-name-left-in-clear",
        "cases/names.py",
        'clear = "" if is_sealed else name',
        "clear = name",
        "tests/cases/test_sealed_names.py::test_restricting_a_case_takes_the_name_out_of_the_clear",
    ),
    sabotage(
        "nik-not-masked",
        "cases/queries/history.py",
        'return "•" * max(0, len(number) - 4) + number[-4:] if number else ""',
        "return number",
        "tests/cases/test_reveal.py::test_no_page_at_all_shows_a_number_unasked",
    ),
    sabotage(
        "reveal-not-recorded",
        "cases/views/reveal.py",
        "    worker = reveal_of(number, field_class)\n",
        "    worker = get_object_or_404(Worker, number=number)\n",
        "tests/cases/test_reveal.py::test_number_is_shown_after_a_click_that_is_recorded",
    ),
    sabotage(
        "reveal-without-step-up",
        "cases/views/reveal.py",
        "@needs_step_up_if(is_of_guarded)\ndef worker_reveal(",
        "def worker_reveal(",
        "tests/cases/test_reveal.py::test_number_of_a_restricted_person_asks_again_who_sits_there",
    ),
    sabotage(
        "reveal-by-source-without-step-up",
        "cases/views/reveal.py",
        "@needs_step_up_if(is_of_guarded)\ndef worker_source_reveal(",
        "def worker_source_reveal(",
        "tests/cases/test_reveal.py::test_number_by_source_of_a_restricted_person_asks_again_too",
    ),
    sabotage(
        "open-key-file-taken",
        "core/keyfile.py",
        "if mode & 0o007:",
        "if not mode:",
        "tests/core/test_keys.py::test_file_open_to_everybody_is_refused",
    ),
    sabotage(
        "keys-of-another-office-taken",
        "core/keys.py",
        "if ring.check_values[name] != value:",
        "if not ring.check_values[name]:",
        "tests/core/test_rotation.py::test_wrong_file_is_refused_before_anything_is_read_or_written",
    ),
    sabotage(
        "rotation-leaves-history-behind",
        "core/actions/rotation.py",
        "    for model in apps.get_models(include_auto_created=True):\n",
        "    for model in apps.get_models():\n        if hasattr(model, 'pgh_tracked_model'):\n            continue\n",
        "tests/core/test_rotation.py::test_data_key_is_changed_everywhere",
    ),
    sabotage(
        "old-key-retired-while-needed",
        "core/actions/rotation.py",
        "if left := left_over(kind):",
        "if left := {}:",
        "tests/core/test_rotation.py::test_value_that_a_late_writer_left_on_the_old_key_is_taken_too",
    ),
]
SIGN_IN = [
    sabotage(
        "calendar-outlives-its-sessions",
        "cases/views/calendar_feed.py",
        "found.epoch == user.session_epoch and viewer.may",
        "viewer.may",
        "tests/cases/test_calendar.py::test_the_address_ends_with_what_it_hangs_on",
    ),
    sabotage(
        "calendar-sees-more-than-its-owner",
        "cases/views/calendar_feed.py",
        "with open_scope(viewer), translation",
        "with open_scope(request.viewer or viewer), translation",
        "tests/cases/test_calendar.py::test_a_signed_in_browser_gets_no_more_than_the_address_gives",
    ),
    sabotage(
        "second-factor-not-asked-of-visits",
        "accounts/middleware.py",
        "if in_grace(user, timezone.localdate()):",
        'if in_grace(user, timezone.localdate()) or request.method == "GET":',
        "tests/accounts/test_second_factor.py::test_after_the_grace_only_the_way_to_a_factor_is_open",
    ),
    sabotage(
        "code-counts-twice",
        "accounts/actions/factors.py",
        "TotpDevice.objects.filter(pk=row.pk, last_counter__lt=counter)",
        "TotpDevice.objects.filter(pk=row.pk)",
        "tests/accounts/test_second_factor.py::test_code_counts_once",
    ),
    sabotage(
        "code-looked-at-before-it-is-taken",
        "accounts/actions/factors.py",
        "        return False\n    unused = TotpDevice.objects.filter(pk=row.pk, last_counter__lt=counter)\n",
        "        return False\n    if row.last_counter >= counter:\n        return False\n"
        "    unused = TotpDevice.objects.filter(pk=row.pk)\n",
        "tests/accounts/test_second_factor.py::test_fifty_uses_of_one_code_side_by_side_are_one_success",
    ),
    sabotage(
        "recovery-code-works-again",
        "accounts/actions/factors.py",
        "return RecoveryCode.objects.filter(pk=row.pk, used_at=None).update(used_at=now) == 1",
        "return True",
        "tests/accounts/test_second_factor.py::test_recovery_code_signs_in_once",
    ),
    sabotage(
        "reset-by-one-person",
        "accounts/actions/resets.py",
        "if by.pk in {first.pk, reset.user_id} or",
        "if by.pk == reset.user_id or",
        "tests/accounts/test_resets.py::test_one_person_is_not_two_even_with_both_roles",
    ),
    sabotage(
        "always-sure-who-sits-there",
        "accounts/step_up.py",
        "return 0 <= age <= settings.STEP_UP_SECONDS",
        "return age >= 0",
        "tests/accounts/test_step_up.py::test_confirmation_lasts_five_minutes",
    ),
    sabotage(
        "new-password-ends-no-session",
        "accounts/actions/passwords.py",
        "    sign_out_everywhere(user=by, keep=keep, by=by)\n",
        "",
        "tests/accounts/test_account.py::test_change_password_keeps_this_session_and_ends_the_others",
    ),
    sabotage(
        "session-prolonged-by-use",
        "accounts/sessions.py",
        "session.get(STARTED, 0) + settings.SESSION_COOKIE_AGE",
        "session.get(LAST_SEEN, 0) + settings.SESSION_COOKIE_AGE",
        "tests/accounts/test_devices.py::test_session_is_over_twelve_hours_after_it_began_however_busy",
    ),
    sabotage(
        "limit-not-counted",
        "core/limits.py",
        "DO UPDATE SET taken = core_limitcount.taken + 1",
        "DO UPDATE SET taken = core_limitcount.taken",
        "tests/core/test_limits.py::test_take_refuses_after_the_most_and_says_until_when",
    ),
    sabotage(
        "address-of-the-office-locked",
        "bp3mi/settings/security.py",
        'AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]\nAXES_FAILURE_LIMIT = "accounts.lockout.failure_limit"',
        'AXES_LOCKOUT_PARAMETERS = ["ip_address"]\nAXES_FAILURE_LIMIT = 5',
        "tests/accounts/test_sign_in.py::test_an_office_behind_one_address_survives_one_who_fails",
    ),
    sabotage(
        "drafts-found-for-everybody",
        "accounts/actions/drafts.py",
        "row = Draft.objects.filter(user=by, form=form, expires_at__gt=now).first()",
        "row = Draft.objects.filter(form=form, expires_at__gt=now).first()",
        "tests/accounts/test_drafts.py::test_python_asks_for_the_owner_too",
    ),
    sabotage(
        "header-missing",
        "bp3mi/settings/security.py",
        '    "Cross-Origin-Resource-Policy": "same-origin",\n',
        "",
        "tests/core/test_headers.py::test_every_answer_carries_every_header",
    ),
    sabotage(
        "inline-styles-allowed",
        "bp3mi/settings/security.py",
        '"style-src": [SELF],',
        """"style-src": [SELF, "'unsafe-inline'"],""",
        "tests/core/test_headers.py::test_policy_allows_nothing_inline_and_no_other_site",
    ),
    sabotage(
        "signed-in-pages-kept-by-the-browser",
        "accounts/middleware.py",
        'response.headers.setdefault("Cache-Control", "no-store")',
        'response.headers.setdefault("Cache-Control", "private")',
        "tests/core/test_headers.py::test_signed_in_answers_are_not_kept",
    ),
]
FILES_AND_BACKUPS = [
    sabotage(
        "type-of-a-file-believed",
        "core/readers/sniff.py",
        "if found != mime:",
        "if not found:",
        "tests/core/test_files.py::test_file_that_is_refused",
    ),
    sabotage(
        "pdf-may-start-programs",
        "core/readers/pdf.py",
        '"/JavaScript", "/Launch", "/SubmitForm"',
        '"/JavaScript", "/SubmitForm"',
        "tests/core/test_files.py::test_a_pdf_that_acts_acts_no_more",
    ),
    sabotage(
        "photo-tells-its-place",
        "core/readers/image.py",
        "return written(pixels_of(ImageOps.exif_transpose(picture), form), form)",
        "return data",
        "tests/core/test_files.py::test_a_photo_comes_out_upright_and_tells_nothing",
    ),
    sabotage(
        "file-opened-in-the-browser",
        "core/files.py",
        "as_attachment=True",
        "as_attachment=False",
        "tests/cases/test_case_files.py::test_a_file_is_handed_out_as_an_attachment_that_can_do_nothing",
    ),
    sabotage(
        "file-handed-out-without-a-look",
        "core/files.py",
        "    record_look(\n        look=AccessRecord.Look.DOWNLOAD,",
        "    dict(\n        look=AccessRecord.Look.DOWNLOAD,",
        "tests/cases/test_case_files.py::test_handing_out_is_recorded_before_the_first_byte",
    ),
    sabotage(
        "formulas-leave-in-exports",
        "reports/workbook.py",
        "return defuse(text[:LONGEST_TEXT])",
        "return text[:LONGEST_TEXT]",
        "tests/reports/test_defused.py::test_every_text_of_every_export_leaves_defused",
    ),
    sabotage(
        "reader-of-sheets-without-a-limit",
        "core/readers/confinement.py",
        "    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))\n",
        "",
        "tests/core/test_sheets.py::test_the_reader_has_no_more_memory_than_it_may",
    ),
    sabotage(
        "manifest-of-a-backup-not-compared",
        "core/backups/manifest.py",
        'if not hmac.compare_digest(str(manifest.get("mac", "")), mac_of(manifest, key)):',
        'if not manifest.get("mac"):',
        "tests/core/test_backups.py::test_a_manifest_that_was_written_without_the_key_is_refused",
    ),
    sabotage(
        "restored-rows-not-compared",
        "core/backups/restoring.py",
        '    unequal = differences(backup.manifest["tables"], found)\n',
        "    unequal: list[str] = []\n",
        "tests/core/test_backups.py::test_a_manifest_that_claims_other_rows_is_not_believed",
    ),
    sabotage(
        "restored-without-walls",
        "core/management/commands/restore.py",
        'for words in (["migrate"], ["apply_walls"], ["verify_audit"], ["record_restore", name]):',
        'for words in (["migrate"], ["record_restore", name]):',
        "tests/ops/test_restore_page.py::test_the_page_brings_the_office_back",
    ),
]
