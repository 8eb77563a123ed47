"""Numbers and stories of 500 people, entered as the product enters them, are searched in everything that is stored.

The dump, every file of the database (tables, indexes, write-ahead log), the broker's snapshot and the logs: what
whoever steals a disk or a backup would have. Names of ordinary people are not among them: they stay in clear.
"""

import os
import subprocess
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection

from bp3mi.embedded.postgres import find_binaries
from cases.actions.arrivals import record_arrival
from cases.actions.cases import add_note, add_task, move_stage, open_case, refer_case
from cases.actions.repatriations import record_manifest, record_source_value
from cases.actions.workers import correct_worker
from cases.facts import ArrivalFacts, ListedPerson, Source
from cases.models import Worker
from tests.database import as_owner, owner_url
from tests.factories.casework import DAY, make_group, person
from tests.seeing import everything

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
PEOPLE = 500
STORY = "kanarikuningbercerita"


def numbers(n: int) -> dict[str, str]:
    return {
        "nik": f"98765432{n:08}",
        "phone": f"08765432{n:05}",
        "passport_number": f"ZQ98765{n:04}",
    }


def family(n: int) -> str:
    return f"08654321{n:05}"


def all_numbers(n: int) -> list[str]:
    """Every number of one person, also in the forms that are compared."""
    told = numbers(n)
    phones = [told["phone"], family(n)]
    card = f"87654321{n:08}"
    return [told["nik"], told["passport_number"], card, *phones, *(f"62{phone[1:]}" for phone in phones)]


@pytest.fixture
def canaries(people, scope_of):
    """People with all their numbers, and in the first fifty every text that tells a story."""
    user = people.caseworker
    with scope_of(user):
        group = make_group(user, note=f"{STORY} rombongan")
        listed = [ListedPerson(f"{STORY} daftar", "L", 40, f"{STORY} asal")]
        record_manifest(
            repatriation=group, issuer="KJRI", letter_number="", letter_date=None, subject="", people_counted=1,
            people=listed, by=user,
        )  # fmt: skip
        for n in range(PEOPLE):
            arrival = ArrivalFacts(family_phone=family(n), note=f"{STORY} {n}", unlisted_reason=f"{STORY} luar")
            row = record_arrival(repatriation=group, person=person(**numbers(n)), arrival=arrival, on=DAY, by=user)
            changes = {"family_card": f"87654321{n:08}"}
            correct_worker(worker=row.worker, version=row.worker.version, changes=changes, on=DAY, by=user)
            if n < 50:
                tell_story(row.worker, user)
    return people


def tell_story(worker, user) -> None:
    case = open_case(worker=worker, category="TPPO", channel="LANGSUNG", summary=f"{STORY} ringkas", on=DAY, by=user)
    add_note(case=case, text=f"{STORY} catatan", by=user)
    add_task(case=case, title=f"{STORY} tugas", assignee=user, due_on=None, by=user)
    refer_case(case=case, agency="DINSOS", agency_name="", purpose=f"{STORY} rujuk", on=DAY, by=user)
    move_stage(case=case, to_stage="VERIFIKASI", reason=f"{STORY} alasan", by=user)
    for field in ("passport_number", "phone"):
        record_source_value(
            target=worker, field=field, printed=f"{STORY} cetak", read_text=f"{STORY} baca", source=Source(), by=user
        )


def needles() -> list[bytes]:
    """What the numbers of all 500 begin with, so that large files are read in time; also as SQL writes bytes."""
    texts = {STORY, *(number[:8] for n in range(PEOPLE) for number in all_numbers(n))}
    return [form for text in sorted(texts) for form in (text.encode(), text.encode().hex().encode())]


def found_in(content: bytes) -> list[bytes]:
    return [needle for needle in needles() if needle in content]


def read_by_the_product() -> int:
    with everything():
        return sum(Worker.objects.filter(nik_index=numbers(n)["nik"]).exists() for n in range(PEOPLE))


def test_nothing_of_500_people_stands_in_what_is_stored(canaries, client_for, tmp_path):
    client = client_for(canaries.caseworker)
    for n in range(3):
        assert client.get("/cari/", {"q": numbers(n)["nik"]}).status_code in {200, 302}
    assert read_by_the_product() == PEOPLE
    for name, content in everything_stored(tmp_path):
        assert (name, found_in(content)) == (name, [])


def everything_stored(tmp_path: Path):
    """(name, bytes) of the dump, the tables as text, the broker's keys, and every file of the data folder."""
    yield "dump", dump()
    yield from tables()
    yield "broker", broker()
    for path in sorted(Path(os.environ["DATA_DIR"]).rglob("*")):
        if path.is_file():
            yield str(path), path.read_bytes()


def dump() -> bytes:
    program = find_binaries() / "pg_dump"
    done = subprocess.run(
        [program, "--dbname", owner_url(connection.settings_dict["NAME"])], capture_output=True, check=True
    )
    assert b"cases_workerevent" in done.stdout
    return done.stdout


def tables():
    with as_owner(connection.settings_dict["NAME"]) as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')
            yield table, (cursor.fetchone()[0] or "").encode()


def broker() -> bytes:
    line = redis.Redis.from_url(settings.REDIS_URL)
    return b"\n".join(line.dump(key) or b"" for key in line.keys("*"))
