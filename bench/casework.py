"""Rows of casework: cases, the moves between stages, notes, tasks, referrals, and who looked."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.conf import settings

from bench.sealing import Sealer
from bench.world import Chooser, World, codes

CASE_COLUMNS = (
    "id uid number adu_number worker_id returnee_id category channel country summary stage status district_id"
    " is_restricted opened_at opened_on rule_id due_on assignee_id closed_at closed_on closing_reason closing_note"
    " created_by_id created_at version"
)
STAGE_COLUMNS = "case_id from_stage to_stage reason by_id at"
NOTE_COLUMNS = "uid case_id text by_id at form_id"
TASK_COLUMNS = "uid case_id title assignee_id due_on state created_by_id created_at done_at form_id"
REFERRAL_COLUMNS = "uid case_id agency agency_name purpose state answer sent_on answered_on by_id form_id version"
ACCESS_COLUMNS = (
    "at user_id capacity roles session look object_kind object_ids worker_ids case_ids sight right field_class purpose"
    " searched outcome route ip request_id"
)
OPEN_STAGES = ["DITERIMA", "VERIFIKASI", "KOORDINASI", "PEMULANGAN", "PEMANTAUAN", "KLAIM", "MEDIASI", "LENGKAPI"]
SENTENCES = [
    "Keluarga dihubungi melalui telepon dan menerima penjelasan tentang langkah berikutnya.",
    "Data pendukung belum lengkap, pengadu diminta mengirim salinan dokumen.",
    "Surat kepada instansi tujuan sudah dikirim, menunggu jawaban.",
    "Yang bersangkutan sehat dan berada di rumah keluarga.",
    "Pertemuan disepakati minggu depan di kantor.",
]


def cases(world: World) -> Iterator[tuple]:
    """As many as people; most belong to the person who just came, some to one who was known."""
    random = world.random("cases")
    choosers = [
        Chooser(random, codes("CASE_CATEGORY")),
        Chooser(random, codes("CHANNEL")),
        Chooser(random, codes("COUNTRY"), steepness=1.4),
        Chooser(random, world.cast.protection),
        Chooser(random, OPEN_STAGES),
        Chooser(random, codes("CLOSING_REASON"), steepness=1.5),
    ]
    sealer = Sealer(world.random("case keys"), "cases_case")
    for place in range(world.people):
        person = place if random.random() < 0.85 else random.randrange(place + 1)
        yield case(world, random, choosers, sealer, place, person)


def case(world: World, random: Random, choosers: list[Chooser], sealer: Sealer, place: int, person: int) -> tuple:
    category, channel, country, officer, stage, reason = (chooser.one() for chooser in choosers)
    opened = world.made_at[place]
    day = world.day(opened)
    due = day + timedelta(days=30)
    closed = closing(world, random, opened)
    stage = stage if closed is None else "DITUTUP" if reason != "TERPENUHI" else "SELESAI"
    returnee = world.returnee_of.get(person) if place == person else None
    district, restricted = world.district_of[person], world.sealed[person]
    by, assignee = world.made_by[place], officer if random.random() < 0.9 else None
    world.cases.append((place + 1, person + 1, stage, opened, closed, restricted, by, assignee))
    adu = f"ADU/{day:%Y%m}/{random.randrange(10**6):06d}" if random.random() < 0.3 else ""
    ending = (closed, world.day(closed), reason, "") if closed else (None, None, "", "")
    key = sealer.row_key()
    summary = sealer.sealed("summary", key, random.choice(SENTENCES))
    return (
        place + 1, key, world.number(settings.CASE_NUMBER_PREFIX, opened), adu, person + 1, returnee, category, channel,
        country, summary, stage, "SELESAI" if closed else "PROSES", district, restricted, opened, day,
        world.cast.rule_id, due, assignee, *ending, by, opened, 1,
    )  # fmt: skip


def closing(world: World, random: Random, opened: datetime) -> datetime | None:
    """When the case was closed; one in eight is open, most of these from the last year."""
    recent = world.end - opened < timedelta(days=365)
    if random.random() < (0.5 if recent else 0.045):
        return None
    return min(opened + timedelta(days=random.randint(5, 200), hours=3), world.end)


def stage_changes(world: World) -> Iterator[tuple]:
    """From nothing to received, to verification, to where the case stands."""
    for pk, _worker, stage, opened, closed, _restricted, by, assignee in world.cases:
        handler = assignee or by
        yield pk, "", "DITERIMA", "", by, opened
        if stage == "DITERIMA":
            continue
        last = min(closed or world.end, opened + timedelta(days=9))
        if stage != "VERIFIKASI":
            yield pk, "DITERIMA", "VERIFIKASI", "", handler, opened + (last - opened) / 2
        yield pk, "DITERIMA" if stage == "VERIFIKASI" else "VERIFIKASI", stage, "", handler, closed or last


def notes(world: World) -> Iterator[tuple]:
    random, sealer = world.random("notes"), Sealer(world.random("note keys"), "cases_casenote")
    for pk, _worker, _stage, opened, _closed, _restricted, by, assignee in world.cases:
        for number in range(random.choices((0, 1, 2, 6), cum_weights=(30, 75, 97, 100))[0]):
            key = sealer.row_key()
            text = sealer.sealed("text", key, random.choice(SENTENCES))
            yield key, pk, text, assignee or by, opened + timedelta(hours=20 * number + 1), None


def tasks(world: World) -> Iterator[tuple]:
    """For open cases one in three, for closed ones one in twenty."""
    random, sealer = world.random("tasks"), Sealer(world.random("task keys"), "cases_casetask")
    for pk, _worker, _stage, opened, closed, _restricted, by, assignee in world.cases:
        if random.random() < (0.05 if closed else 0.33):
            due, state = world.day(opened) + timedelta(days=14), "DONE" if closed else "OPEN"
            key = sealer.row_key()
            title = sealer.sealed("title", key, "Hubungi keluarga")
            yield key, pk, title, assignee or by, due, state, by, opened, closed, None


def referrals(world: World) -> Iterator[tuple]:
    random, sealer = world.random("referrals"), Sealer(world.random("referral keys"), "cases_referral")
    agencies = Chooser(random, codes("AGENCY"))
    for pk, _worker, _stage, opened, closed, _restricted, by, assignee in world.cases:
        if random.random() < 0.05:
            day = world.day(opened) + timedelta(days=3)
            answered = day + timedelta(days=10) if closed else None
            state = "ACCEPTED" if closed else "SENT"
            key = sealer.row_key()
            purpose = sealer.sealed("purpose", key, "Mohon bantuan layanan.")
            yield key, pk, agencies.one(), "", purpose, state, "", day, answered, assignee or by, None, 1


def looks(world: World) -> Iterator[tuple]:
    """One look at each case by whoever handles it."""
    for pk, worker, _stage, opened, _closed, _restricted, by, assignee in world.cases:
        user = assignee or by
        yield (
            opened + timedelta(minutes=3), user, "", "", "", "VIEW", "case", [pk], [worker], [pk], "P",
            "cases.view", "", "", "", "OK", "kasus/<str:number>/", "", "",
        )  # fmt: skip
