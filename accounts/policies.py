"""Accounts and offices: staff of the agencies, read before a scope is known."""

from core.walls import free

free("offices and accounts of staff", "accounts_office", "accounts_user", "accounts_roleassignment",
     "accounts_actingappointment")  # fmt: skip
free("failed sign-ins", "axes_accessattempt", "axes_accessattemptexpiration", "axes_accessfailurelog", "axes_accesslog")
