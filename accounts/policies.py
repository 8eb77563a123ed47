"""Accounts and offices: staff of the agencies, read before a scope is known."""

from core.walls import free, guard_own

free("offices and accounts of staff", "accounts_office", "accounts_user", "accounts_roleassignment",
     "accounts_actingappointment")  # fmt: skip
free("failed sign-ins", "axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog", "axes_accesslog")
free("second factors, sessions and resets of staff, asked before sign-in; secrets are encrypted or digests",
     "accounts_devicesession", "accounts_passkey", "accounts_totpdevice", "accounts_recoverycode",
     "accounts_factorreset")  # fmt: skip
guard_own("accounts_draft")
