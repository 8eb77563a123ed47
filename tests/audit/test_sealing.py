"""Sealing beside writers, behind the clock, after a loss; checkpoints that are kept elsewhere."""

import threading
import time
from datetime import timedelta
from random import Random

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from core.actions.access import Seen, record_event
from core.actions.seals import CannotSeal, accept_loss, keep_checkpoints, seal_now, seal_rewritten
from core.history import by_system
from core.models import AccessRecord, Seal, SealPart
from core.sealing.files import checkpoint_folder, daily_checkpoint, day_file, newest_file
from core.sealing.merkle import Tree, leaf_hash, node_hash
from core.sealing.notes import NoCheckpoint, checkpoint_of, parse_checkpoint
from core.sealing.verify import verify
from reports.oversight import seal_state
from tests.audit.tampering import tampering_as_owner
from tests.database import connected_as_owner

pytestmark = pytest.mark.django_db(transaction=True)
LOOK = {"look": "VIEW", "object_kind": "case", "object_ids": [1], "worker_ids": []}


@pytest.fixture
def user(reference, offices):
    from tests.people import make_user

    return make_user("ratih", office=offices.province, roles=("protection",))


def write(seed: int, ids: list[int], undone: list[int]) -> None:
    """Transactions of uneven length; some are undone."""
    random = Random(seed)
    for _round in range(25):
        with transaction.atomic():
            row = AccessRecord.objects.create(look="VIEW", object_kind="case", object_ids=[seed])
            time.sleep(random.random() * 0.05)
            more = AccessRecord.objects.create(look="LIST", object_kind="case", object_ids=[seed])
            is_undone = random.random() < 0.2
            transaction.set_rollback(is_undone)
        (undone if is_undone else ids).extend([row.pk, more.pk])
    connection.close()


def test_no_row_outside_a_seal_and_none_sealed_late(seal_all):
    """Eight writers with open transactions beside a sealer that never rests."""
    record_event(**LOOK)
    seal_all()
    ids: list[int] = [AccessRecord.objects.latest("pk").pk]
    undone: list[int] = []
    writers = [threading.Thread(target=write, args=(seed, ids, undone)) for seed in range(8)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        seal_now()
    seal_all()
    sealed = [key for part in SealPart.objects.all() for key in part.ids]
    assert sorted(sealed) == sorted(ids)
    assert not set(sealed) & set(undone)
    low = -1
    for seal in Seal.objects.order_by("number").prefetch_related("parts"):
        keys = [key for part in seal.parts.all() for key in part.ids]
        moments = AccessRecord.objects.filter(pk__in=keys).values_list("moment", flat=True)
        assert all(low <= moment < seal.upto for moment in moments)
        low = seal.upto
    assert Seal.objects.count() > 1


def test_a_transaction_that_is_still_open_holds_its_rows_back(seal_all):
    record_event(**LOOK)
    seal_all()
    first = AccessRecord.objects.latest("pk").pk
    opened, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            record_event(**LOOK)
            opened.set()
            may_end.wait()
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    opened.wait()
    record_event(**LOOK)  # later, and settled before the other
    later = AccessRecord.objects.latest("pk")
    seal_now()
    assert not SealPart.objects.filter(ids__contains=[later.pk]).exists()
    may_end.set()
    holder.join()
    seal_all()
    assert sorted(key for part in SealPart.objects.all() for key in part.ids) == [first, later.pk - 1, later.pk]


def test_one_sealer_at_a_time(seal_all):
    record_event(**LOOK)
    locked, may_end = threading.Event(), threading.Event()

    def lock() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('core.seal', 0))")
            locked.set()
            may_end.wait()
        connection.close()

    holder = threading.Thread(target=lock)
    holder.start()
    locked.wait()
    assert seal_now() == []
    may_end.set()
    holder.join()
    seal_all()
    assert Seal.objects.count() == 1


def test_a_clock_behind_the_newest_record_refuses_to_seal(seal_all):
    record_event(**LOOK)
    seal_all()
    with time_machine.travel(timezone.now() - timedelta(days=400), tick=True):
        record_event(**LOOK)
        with pytest.raises(CannotSeal, match="Set the clock, then sealing goes on by itself"):
            seal_now()
        with pytest.raises(CommandError, match="Set the clock"):
            call_command("seal_audit")
    seal_all()
    assert verify().finding is None


def test_a_clock_that_ran_ahead_is_set_aside(seal_all):
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=True):
        record_event(**LOOK)
    with pytest.raises(CannotSeal, match="Set the clock"):
        seal_now()
    assert seal_state().problem == "CLOCK"
    call_command("accept_clock", reason="Jam dicocokkan dengan BMKG")
    assert seal_state().problem == ""
    record_event(**LOOK)
    seal_all()
    assert Seal.objects.exists()
    assert verify().finding is None


def test_the_root_is_that_of_rfc_6962():
    leaves = [leaf_hash(bytes([number])) for number in range(7)]
    pairs = [node_hash(leaves[at], leaves[at + 1]) for at in (0, 2, 4)]
    tree = Tree()
    tree.extend(leaves)
    assert tree.root == node_hash(node_hash(pairs[0], pairs[1]), node_hash(pairs[2], leaves[6]))
    again = Tree(5, tree_of(leaves[:5]).frontier)
    again.extend(leaves[5:])
    assert (again.root, again.size) == (tree.root, 7)


def tree_of(leaves) -> Tree:
    tree = Tree()
    tree.extend(leaves)
    return tree


def test_checkpoints_are_kept_on_disk_and_mailed_once_a_day(seal_all, settings):
    settings.CHECKPOINT_EMAILS = ["arsip@bp3mi.example"]
    record_event(**LOOK)
    seal_now()
    seal = Seal.objects.order_by("-number").first()
    while seal is None:
        seal_now()
        seal = Seal.objects.order_by("-number").first()
    keep_checkpoints(seal)
    assert [message.to for message in mail.outbox] == [["arsip@bp3mi.example"]]
    assert parse_checkpoint(mail.outbox[0].body) == checkpoint_of(seal) == daily_checkpoint()
    assert day_file(timezone.localdate()).read_text() == newest_file().read_text()


def test_a_checkpoint_kept_elsewhere_tells_a_loss_and_a_forgery(seal_all, tmp_path, capsys):
    record_event(**LOOK)
    seal_all()
    kept = tmp_path / "kept.txt"
    kept.write_text(newest_file().read_text())
    call_command("verify_audit", "--checkpoint", str(kept))
    with tampering_as_owner(1) as tampering, transaction.atomic():
        tampering.cut_tail() if Seal.objects.count() > 1 else tampering.take_seals_from(1)
        newest_file().unlink()
        for path in checkpoint_folder().glob("2*.txt"):
            path.unlink()
        with pytest.raises(CommandError, match="this seal is missing. The checkpoint"):
            call_command("verify_audit", "--checkpoint", str(kept))
        transaction.set_rollback(True)
    kept.write_text(kept.read_text().replace("\n1\n", "\n2\n", 1))
    with pytest.raises(CommandError, match="not signed with the key of this office"):
        call_command("verify_audit", "--checkpoint", str(kept))


@pytest.mark.parametrize(
    "text", ["", "a\nb\nc\n\n— x y", "bp3mi-sultra/catatan-akses\n1\n????\nsegel 1 kemarin\n\n— a b"]
)
def test_what_is_no_checkpoint_is_said(text):
    with pytest.raises(NoCheckpoint):
        parse_checkpoint(text)


def test_an_older_database_is_not_sealed_until_somebody_says_why(seal_all):
    record_event(**LOOK)
    seal_all()
    with tampering_as_owner(1) as tampering:
        tampering.take_seals_from(1)
    with pytest.raises(CannotSeal, match="accept-loss"):
        seal_now()
    assert verify().finding is not None
    accept_loss(reason="pemulihan cadangan tadi malam")
    seal_all()
    assert verify().finding is None
    assert Seal.objects.get(kind="NOTE").note == "pemulihan cadangan tadi malam"
    assert list(checkpoint_folder().glob("hilang-*"))


def test_rows_rewritten_on_purpose_are_sealed_anew_with_the_reason(seal_all, user):
    with by_system(reason="uji"):
        user.phone = "0811"
        user.save()
    seal_all()
    event = user.events.latest("pgh_id")
    with connected_as_owner(), transaction.atomic():
        type(event).objects.filter(pk=event.pk).update(phone="tersandi")
        seal_rewritten(table=event._meta.db_table, keys=[event.pk], reason="kunci baru")
    checked = verify()
    assert (checked.finding, Seal.objects.filter(kind="REWRITE").count()) == (None, 1)
    with connected_as_owner():
        type(event).objects.filter(pk=event.pk).update(phone="lain")
    assert (verify().finding.table, verify().finding.key) == (event._meta.db_table, event.pk)


def test_a_change_past_the_application_is_named(seal_all, user):
    seal_all()
    User.objects.filter(pk=user.pk).update(phone="0812")
    finding = verify().finding
    assert (finding.table, finding.key) == ("accounts_userevent", user.events.latest("pgh_id").pk)
    assert "written past the application" in finding.what


def test_rows_from_before_the_record_was_sealed_are_taken_as_they_are(seal_all):
    AccessRecord.objects.create(look="VIEW", object_kind="case")
    seal_all()
    assert verify().finding is None
    row = AccessRecord.objects.create(look="VIEW", object_kind="case")
    assert (verify().finding.table, verify().finding.key) == ("core_accessrecord", row.pk)
    assert Seen(**LOOK).outcome == "OK"
