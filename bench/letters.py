"""Rows of letters: a notice for each return, an answer to every third, and what the head gave to whom."""

from collections.abc import Iterator
from datetime import timedelta

from bench.cast import user_id
from bench.sealing import Sealer
from bench.world import Chooser, World

LETTER_COLUMNS = (
    "id uid agenda_number form_id direction number letter_date printed_date moved_on moved_at channel kind sender"
    " issuer recipient copies classification urgency subject people_counted costs_asked answers_to_id note handling"
    " office_id created_by_id created_at version"
)
DISPOSITION_COLUMNS = "uid letter_id by_id to_id instruction text due_on given_at state done_at answer"
LINK_COLUMNS = "repatriation_id letter_id role by_id at"
SENDERS = ["BP3MI Kalimantan Utara", "BP3MI Sulawesi Selatan", "BP3MI Kepulauan Riau", "KJRI Kota Kinabalu"]
CLASSES = [("BIASA", 80), ("TERBATAS", 17), ("RAHASIA", 3)]
FRESH_DAYS = 14  # younger letters are still worked on


def letters(world: World) -> Iterator[tuple]:
    random, sealer = world.random("letters"), Sealer(world.random("letter keys"), "letters_letter")
    names = [name for name, share in CLASSES for _one in range(share)]
    answers = len(world.groups)
    for group in world.groups:
        day, author = world.day(group.at), random.choice(world.cast.protection)
        sender, secrecy = random.choice(SENDERS), random.choice(names)
        fresh = (world.until - day).days < FRESH_DAYS
        handling = random.choice(["WAITING", "GIVEN"]) if fresh else "DONE"
        key = sealer.row_key()
        subject = sealer.sealed("subject", key, f"Pemulangan {group.size} orang dengan kapal")
        yield (
            group.pk, key, world.number("SM", group.at), None, "IN", f"B.{group.pk}/CONTOH/PB.05.03", day, "", day,
            None, "SRIKANDI", "PEMBERITAHUAN", sender, "", "", "", secrecy, "BIASA", subject, group.size, None, None,
            "", handling, world.cast.office_of[author], author, group.at, 1,
        )  # fmt: skip
        if group.pk % 3 == 0:
            answers += 1
            key = sealer.row_key()
            yield (
                answers, key, world.number("SK", group.at), None, "OUT", f"S.{group.pk}/CONTOH/BALAS", day, "", day,
                None, "SRIKANDI", "BALASAN", "", "", sender, "", secrecy, "BIASA",
                sealer.sealed("subject", key, "Balasan"), None, None, group.pk, "", "",
                world.cast.office_of[author], author, group.at + timedelta(hours=3), 1,
            )  # fmt: skip


def dispositions(world: World) -> Iterator[tuple]:
    """Every letter that is no longer new was given to a protection officer."""
    random, sealer = world.random("dispositions"), Sealer(world.random("disposition keys"), "letters_disposition")
    instructions = Chooser(random, ["TINDAK_LANJUTI", "SIAPKAN_BALASAN", "UNTUK_DIKETAHUI"])
    for group in world.groups:
        day = world.day(group.at)
        is_open = (world.until - day).days < FRESH_DAYS
        done = None if is_open else group.at + timedelta(days=2)
        yield (
            sealer.row_key(), group.pk, user_id("head"), random.choice(world.cast.protection), instructions.one(), "",
            day + timedelta(days=7), group.at + timedelta(hours=1), "OPEN" if is_open else "DONE", done, "",
        )  # fmt: skip


def links(world: World) -> Iterator[tuple]:
    for group in world.groups:
        yield group.pk, group.pk, "NOTICE", world.cast.protection[0], group.at
