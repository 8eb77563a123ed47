"""Unsaved inputs: encrypted for their owner, bounded in size and number, gone when saved or after some days.

Nothing here is an `@action`: an unsaved input is no change to the office's facts, so it leaves no line in the record.
"""

import json
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Draft, User
from core.exceptions import DomainError
from core.keys import CannotDecrypt
from core.locks import lock_once

LARGEST = 100_000
MOST = 50
LONGEST_NAME, LONGEST_TITLE = 200, 150
KEPT = timedelta(days=7)


@transaction.atomic
def keep_draft(*, form: str, values: dict, base: dict, page: str, title: str = "", now: datetime, by: User) -> None:
    """Put the inputs of a form in the place of what was kept of it before; the oldest goes when there are too many.

    `base` is what stood in the inputs before; `title` and `page` may name a person, so they are sealed with the inputs.
    """
    place = {"title": title[:LONGEST_TITLE], "page": own_page(page)}
    text = json.dumps({"values": values, "base": base, **place})
    if not (isinstance(values, dict) and isinstance(base, dict)) or len(text) > LARGEST or len(form) > LONGEST_NAME:
        raise DomainError(_("Isian ini terlalu panjang untuk disimpan sementara."))
    lock_once(f"draft:{by.pk}")
    row = Draft.objects.filter(user=by, form=form).first() or Draft(user=by, form=form)
    row.body = text
    row.saved_at, row.expires_at = now, now + KEPT
    row.save()
    kept = Draft.objects.filter(user=by).order_by("-saved_at").values_list("pk", flat=True)[:MOST]
    Draft.objects.filter(user=by).exclude(pk__in=list(kept)).delete()


def own_page(page: str) -> str:
    """Where the form stands, as a path of ours."""
    return page[:300] if page.startswith("/") and not page.startswith(("//", "/\\")) else "/"


def read_draft(*, form: str, by: User, now: datetime) -> dict | None:
    """The inputs that are kept of a form, and what stood in them before."""
    row = Draft.objects.filter(user=by, form=form, expires_at__gt=now).first()
    found = opened(row) if row else {}
    return {"values": found["values"], "base": found["base"]} if found else None


def drafts_of(*, user: User, now: datetime) -> list[Draft]:
    """What is kept for the account, the latest first, each with its title and page."""
    rows = list(Draft.objects.filter(user=user, expires_at__gt=now).order_by("-saved_at"))
    for row in rows:
        found = opened(row)
        row.page = found.get("page") or "/"
        row.title = found.get("title") or row.page
    return rows


def opened(row: Draft) -> dict:
    """What a draft holds; nothing when it was not sealed for this row."""
    try:
        return json.loads(row.body)
    except CannotDecrypt:
        return {}


@transaction.atomic
def drop_draft(*, form: str, by: User) -> None:
    Draft.objects.filter(user=by, form=form).delete()


@transaction.atomic
def drop_all_drafts(*, by: User) -> int:
    return Draft.objects.filter(user=by).delete()[0]


def forget_expired_drafts(now: datetime) -> int:
    return Draft.objects.filter(expires_at__lte=now).delete()[0]
