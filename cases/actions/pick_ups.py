"""A pick-up: who is named for it, the ticks at the quay, and counts of people without names.

Those named tick everybody of the return, also people out of their sight: this file opens the wide door for them,
after the database has found them named at this moment, and for nothing but the tick.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cases.actions.arrivals import (
    ALREADY,
    mark_arrival,
    record_arrival,
    status_after,
    submission_of,
)
from cases.actions.from_lines import add_from_line
from cases.actions.repatriations import take_back_arrival, touch_state
from cases.actions.teams import forget_grants
from cases.actions.workers import add_status
from cases.choices import ArrivalState, GrantKind, GrantReason, NotArrivedReason
from cases.exceptions import AlreadyThere, ChangedMeanwhile, SentByAnother
from cases.facts import ArrivalFacts, PersonFacts, TickFacts
from cases.models import AccessGrant, ArrivalTick, ManifestEntry, Repatriation, Returnee
from cases.permissions import why_not_change_returnee, why_not_tick
from cases.queries import (
    is_named,
    is_taken,
    last_tick,
    officers_of,
    reconcile,
    state_key,
    state_of,
    taken_lines,
)
from cases.queries.pick_ups import LINE, PERSON
from core.editing import hour_of, last_change, zone_label
from core.exceptions import DomainError
from core.history import action
from core.locks import lock_once
from core.scope import current_viewer, viewing_everything  # noqa: TID251 - see pick_up_door

LONGEST_WAIT = timedelta(days=5)  # for signal
GONE = gettext_noop("Orang ini tidak ada lagi dalam daftar penjemputan. Muat ulang halaman, lalu cari namanya.")


@contextmanager
def pick_up_door(repatriation: Repatriation) -> Iterator[bool]:
    """Everybody of the return for those named while the pick-up lasts, else the viewer's own sight. Yields which."""
    if not is_named(repatriation):
        yield False
        return
    with viewing_everything(reason="a tick by somebody named for the pick-up"):
        yield True


@action
def name_pick_up_officers(
    *, repatriation: Repatriation, user_ids: set[int], on: date, by, seen: set[int] | None = None
) -> list[AccessGrant]:
    """These are named for the pick-up, and nobody else. When it begins and ends the arrival says.

    `seen` were named when the form was opened: whom a colleague named or took away since then stays so.
    """
    lock_once(f"pick up officers:{repatriation.pk}")
    named = AccessGrant.objects.filter(
        kind=GrantKind.REPATRIATION, object_id=repatriation.pk, reason=GrantReason.PICK_UP
    )
    known = set(named.values_list("user_id", flat=True))
    named.filter(user_id__in=(known if seen is None else seen) - user_ids).delete()
    new = user_ids - known - (seen or set())
    AccessGrant.objects.bulk_create(
        AccessGrant(
            kind=GrantKind.REPATRIATION,
            object_id=repatriation.pk,
            user_id=pk,
            reason=GrantReason.PICK_UP,
            granted_by=by,
            starts_on=on,
        )
        for pk in sorted(new)
    )
    forget_grants()
    return list(officers_of(repatriation))


@action
def tick_arrival(*, repatriation: Repatriation, tick: TickFacts, on: date, by) -> tuple[ArrivalTick, Returnee]:
    """Came, did not come and why, or the undoing of either; with the row of the person.

    Raises AlreadyThere when the same is said already, by whomever, or this very tick was sent before; and
    ChangedMeanwhile when a colleague said something else since the page was opened.
    """
    lock_once(f"pick up:{repatriation.pk}")
    with pick_up_door(repatriation) as is_wide:
        refuse_sent(repatriation, tick.client_id, by)
        row, line = whom(repatriation, tick.key)
        refuse_verified(row, is_wide)
        if state_of(row) == state_key(tick.state, tick.reason):
            raise AlreadyThere(told_first(row), row)
        if state_of(row) != tick.seen:
            raise ChangedMeanwhile(told_first(row) + " " + _("Tanda Anda belum disimpan. Pilih lagi bila perlu."))
        if tick.state == ArrivalState.ARRIVED:
            touch_state(repatriation, on)
        if row is not None:
            was_here = row.arrival_state == ArrivalState.ARRIVED
            ticked = mark_arrival(returnee=row, state=tick.state, reason=tick.reason, by=by)
            if was_here and tick.state != ArrivalState.ARRIVED:
                leave_no_trace(repatriation, ticked)
        elif line is not None:
            ticked = from_line(line, tick, is_wide, on, by)
        else:
            raise DomainError(_(GONE))
        made = ArrivalTick.objects.create(
            repatriation=repatriation,
            returnee=ticked,
            state=tick.state,
            reason=tick.reason,
            client_id=tick.client_id,
            captured_at=tick.captured_at,
            by=by,
        )
    return made, ticked


def leave_no_trace(repatriation: Repatriation, row: Returnee | None) -> None:
    """Of an arrival that was a mistake: neither the person nor, where nobody else came, the return has a day of it."""
    if row is not None:
        row.arrived_on = None
        row.save(update_fields=["arrived_on"])
    numbers = reconcile(repatriation)
    if not numbers.arrived and not numbers.unlisted:
        take_back_arrival(repatriation)


def refuse_sent(repatriation: Repatriation, client_id: UUID, by) -> None:
    """Raises AlreadyThere when this account sent the identifier before, SentByAnother when another one did.

    One that was sent for another return says nothing of it here: its pick-up may be over.
    """
    found = ArrivalTick.objects.filter(client_id=client_id).select_related("returnee").first()
    if found is not None and found.by_id == by.pk:
        if found.repatriation_id != repatriation.pk:
            raise DomainError(_(GONE))
        raise AlreadyThere(_(ALREADY), found)
    if found is not None or is_taken(ArrivalTick, client_id):
        raise SentByAnother(_("Catatan ini sudah dikirim oleh akun lain. Tidak ada yang disimpan."))


def whom(repatriation: Repatriation, key: str) -> tuple[Returnee | None, ManifestEntry | None]:
    """The person, locked, or the open line of the letter. A line that somebody registered meanwhile is that person."""
    kind, number = key[:1], int(key[1:])
    rows = Returnee.objects.select_for_update(of=("self",)).select_related("worker").filter(repatriation=repatriation)
    if kind == PERSON:
        row = rows.filter(pk=number).first()
        if row is None:
            raise DomainError(_(GONE))
        return row, None
    lines = ManifestEntry.objects.select_related("manifest__repatriation", "manifest__created_by", "village")
    line = lines.filter(pk=number, manifest__repatriation=repatriation).first() if kind == LINE else None
    row = rows.filter(manifest_entry=line).first() if line else None
    if line is None or row is None and (line.manifest.replaced_by_id or line.pk in taken_lines(repatriation)):
        raise DomainError(_(GONE))
    return row, line


def refuse_verified(row: Returnee | None, is_wide: bool) -> None:
    if row is None:
        return
    viewer = current_viewer()
    reason = why_not_tick(viewer, row) if is_wide else why_not_change_returnee(viewer, row)
    if reason:
        raise DomainError(reason)


def from_line(line: ManifestEntry, tick: TickFacts, is_wide: bool, on: date, by) -> Returnee:
    """The person as the letter tells of them. Whoever is named for the pick-up gains no sight of them by the tick:
    the row belongs to whoever brought the list."""
    row = add_from_line(line, state=tick.state, reason=tick.reason, submission=submission_of(by), on=on, by=by)
    if tick.state == ArrivalState.ARRIVED:
        add_status(worker=row.worker, status=status_after(row.cause), starts_on=row.arrived_on, country=row.country)
    if is_wide:
        for made in (row.worker, row):
            made.created_by = line.manifest.created_by
            made.save(update_fields=["created_by"])
    return row


def told_first(row: Returnee | None) -> str:
    """`Sudah ditandai Tiba oleh Rahmat Contoh pukul 10.02 WITA.`"""
    if row is None:
        return _("Orang ini belum ditandai.")
    tick = last_tick(row)
    name, at = (str(tick.by), tick.at) if tick else last_change(row)
    sentence = _("Sudah ditandai {keadaan} oleh {nama} pukul {jam} {zona}.")
    return sentence.format(keadaan=state_words(row.arrival_state, row.not_arrived_reason), nama=name,
                           jam=hour_of(at), zona=zone_label())  # fmt: skip


def state_words(state: str, reason: str = "") -> str:
    if state == ArrivalState.NOT_ARRIVED:
        return f"{ArrivalState(state).label} ({NotArrivedReason(reason).label})"
    return str(_("Belum ditandai") if state == ArrivalState.EXPECTED else ArrivalState(state).label)


@action
def add_unlisted(
    *, repatriation: Repatriation, person: PersonFacts, arrival: ArrivalFacts, is_counted: bool, on: date, by
) -> Returnee:
    """Somebody who stands on no line. `is_counted`: one of those whom the letter counts without naming them."""
    lock_once(f"pick up:{repatriation.pk}")
    if is_counted and not reconcile(repatriation).nameless:
        raise DomainError(_("Semua orang tanpa nama dalam surat sudah dicatat."), field="is_counted")
    row = record_arrival(repatriation=repatriation, person=person, arrival=arrival, on=on, by=by)
    if is_counted and row.is_unlisted:
        row.is_unlisted = False
        row.save(update_fields=["is_unlisted"])
    return row


@action
def count_people(
    *, repatriation: Repatriation, state: str, reason: str, people: int, client_id: UUID, on: date, by
) -> ArrivalTick:
    """How many of those whom the letter counts without naming them came, or did not and why."""
    lock_once(f"pick up:{repatriation.pk}")
    refuse_sent(repatriation, client_id, by)
    if state == ArrivalState.NOT_ARRIVED and not reason:
        raise DomainError(_("Pilih alasan mengapa tidak datang."), field="reason")
    left = reconcile(repatriation).nameless
    if people > left:
        raise DomainError(_("Orang tanpa nama yang belum dicatat tinggal {n}.").format(n=left), field="people")
    if state == ArrivalState.ARRIVED:
        touch_state(repatriation, on)
    return ArrivalTick.objects.create(
        repatriation=repatriation,
        state=state,
        reason=reason if state == ArrivalState.NOT_ARRIVED else "",
        people=people,
        client_id=client_id,
        by=by,
    )


@action
def undo_count(*, tick: ArrivalTick, client_id: UUID, by) -> ArrivalTick:
    """A wrong count is taken back; both stay in the trail."""
    lock_once(f"pick up:{tick.repatriation_id}")
    refuse_sent(tick.repatriation, client_id, by)
    undoing = ArrivalTick.objects.filter(undoes=tick).select_related("by").first()
    if undoing is not None:
        told = _("Hitungan ini sudah diurungkan oleh {nama}.")
        raise AlreadyThere(told.format(nama=undoing.by), undoing)
    undoing = ArrivalTick.objects.create(
        repatriation=tick.repatriation,
        state=ArrivalState.EXPECTED,
        people=tick.people,
        undoes=tick,
        client_id=client_id,
        by=by,
    )
    if tick.state == ArrivalState.ARRIVED:
        leave_no_trace(tick.repatriation, None)
    return undoing


def day_of(tick: TickFacts, on: date) -> date:
    """The day on which the phone says that it was ticked: a tick before midnight may be sent after it. A clock that
    stands further off tells nothing."""
    day = timezone.localdate(tick.captured_at) if tick.captured_at else on
    return day if timedelta(0) <= on - day <= LONGEST_WAIT else on
