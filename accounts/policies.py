"""Accounts and offices: staff of the agencies, read before a scope is known."""

from core.walls import free, function, guard_own

free("offices and accounts of staff", "accounts_office", "accounts_user", "accounts_roleassignment",
     "accounts_actingappointment")  # fmt: skip
free("failed sign-ins", "axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog", "axes_accesslog")
free("second factors, sessions and resets of staff, asked before sign-in; secrets are encrypted or digests",
     "accounts_devicesession", "accounts_passkey", "accounts_totpdevice", "accounts_recoverycode",
     "accounts_factorreset")  # fmt: skip
guard_own("accounts_draft")

function("""
CREATE OR REPLACE FUNCTION walls.is_head() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT EXISTS (SELECT 1 FROM public.accounts_roleassignment r WHERE r.user_id = walls.viewer() AND r.role = 'head'
      AND r.starts_on <= walls.day() AND (r.ends_on IS NULL OR r.ends_on >= walls.day()))
    OR EXISTS (SELECT 1 FROM public.accounts_actingappointment a WHERE a.user_id = walls.viewer()
      AND walls.day() BETWEEN a.starts_on AND a.ends_on)
$$
""")
