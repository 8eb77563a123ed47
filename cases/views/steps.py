"""Steps on a record, as the whole house takes them (core/steps.py)."""

from core.steps import do_once, refuse, take_step

__all__ = ["do_once", "refuse", "take_step"]
