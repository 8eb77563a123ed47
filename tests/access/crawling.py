"""Every page that an account reaches, as one text each: answers, sheets cell by cell, papers word by word.

Each request is taken back (sweeping.undone), so a form that is sent changes nothing for the next page.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from django.test import Client
from django.utils import timezone

from reports.exporters import write_month_report
from reports.periods import Month
from tests.access.canaries import Tokens, found_in
from tests.access.paper_text import text_of_pdf
from tests.access.sweeping import Sides, release, undone
from tests.access.world import addresses, url_of
from tests.factories.casework import DAY
from tests.reports.test_exports import sheets

LINK = re.compile(r'(?:href|hx-get|src|action)="(/[^"#]*)')
NOT_FOLLOWED = ("/static/", "/masuk/")
LISTS = ("/kasus/", "/pekerja/", "/pemulangan/", "/wilayah/")
TOO_OFTEN = 61  # reveals of an hour and one more


@dataclass(frozen=True)
class Step:
    """A request, and what is typed in it: an echo of that is no find."""

    method: str
    url: str
    data: tuple[tuple[str, str], ...] = ()
    typed: str = ""


def text_of(response) -> str:
    """Status, headers and all words of an answer."""
    content = response.getvalue()
    release(response)
    kind = response.get("Content-Type", "")
    heads = " ".join([str(response.status_code), *(f"{name}: {value}" for name, value in response.items())])
    if "pdf" in kind:
        return heads + text_of_pdf(content)
    return heads + unescape(content.decode(errors="replace"))


def of_table(sides: Sides, user) -> list[Step]:
    """Every address with the rows of each side, opened and sent empty and with values that no form takes."""
    found = []
    for address in addresses():
        for side in (sides.own, sides.foreign, sides.closed):
            url = url_of(address, side, user)
            found += [Step("GET", url), Step("POST", url), Step("POST", url, (("version", "0"), ("stamp", "0")))]
    for side in (sides.own, sides.foreign, sides.closed):
        found += [Step("POST", f"/pekerja/{side.keys['worker']}/tampilkan/{what}/") for what in ("kk", "paspor")]
    return list(dict.fromkeys(found))


def of_searches(words: list[Tokens]) -> list[Step]:
    """By a name that lacks its end, by numbers, by ship; the suggestions of a card; lists with a filter."""
    steps = []
    for say in words:
        told = say.all()
        short = {label: told[label][:-2] for label in ("name", "alias", "group_vessel", "list_name", "place")}
        for text in [*short.values(), *(told[label] for label in ("nik", "family_card", "passport"))]:
            steps.append(Step("GET", "/cari/", (("q", text),), text))
        steps += [Step("GET", "/cari/", (("q", f"08{told[name]}"),), told[name]) for name in ("phone", "family_phone")]
        for name, value in (("name", f"La {short['name']}"), ("nik", told["nik"])):
            steps.append(Step("POST", "/pemulangan/cek-kembar/", ((name, value), ("sex", "L")), value))
        steps += [Step("GET", url, (("q", short["name"]), ("cari", short["name"]))) for url in LISTS]
    return [*steps, Step("GET", "/cari/", (("q", "La"),)), Step("GET", "/wilayah/cari/", (("q", "Dusun"),))]


def of_paper(side) -> Step:
    return Step("GET", f"/pekerja/{side.keys['worker']}/siapa-melihat/")


def answers(client: Client, steps: list[Step]) -> Iterator[tuple[Step, str]]:
    client.raise_request_exception = False
    for step in steps:
        with undone(client):
            send = client.get if step.method == "GET" else client.post
            yield step, text_of(send(step.url, dict(step.data)))


def followed(client: Client, steps: list[Step], most: int) -> Iterator[tuple[Step, str]]:
    """The steps, then what their pages lead to, until there is nothing new or `most` were opened."""
    waiting, seen = list(steps), {step.url for step in steps if step.method == "GET" and not step.data}
    while waiting and most > 0:
        batch, waiting = waiting[:most], waiting[most:]
        most -= len(batch)
        for step, text in answers(client, batch):
            yield step, text
            urls = {url for url in LINK.findall(text) if not url.startswith(NOT_FOLLOWED)} - seen
            seen |= urls
            waiting += [Step("GET", url, typed=step.typed) for url in sorted(urls)]


def once_too_often(client: Client, side) -> Iterator[tuple[Step, str]]:
    """The page that refuses what happens too often, with what was sent to it."""
    step = Step("POST", f"/pekerja/{side.keys['worker']}/tampilkan/nik/")
    with undone(client):
        for _turn in range(TOO_OFTEN):
            response = client.post(step.url)
        yield step, text_of(response)


def exported(path) -> Iterator[tuple[Step, str]]:
    """The monthly report, every cell. The scope of whoever asks is open."""
    month = Month.parse(f"{DAY:%Y-%m}")
    write_month_report(path, month, made_at=timezone.localtime(), progress=lambda *step: None)
    for name, rows in sheets(path).items():
        yield Step("XLSX", name), "\n".join(str(cell) for row in rows for cell in row)


def drawn(steps: list[Step], number: int, seed: int) -> list[Step]:
    return random.Random(seed).sample(steps, min(number, len(steps)))


def finds(pages, tokens: dict[str, str]) -> tuple[int, set[str], list[tuple]]:
    """How many pages, every token on them, and each (page, tokens)."""
    number, labels, places = 0, set(), []
    for step, text in pages:
        number += 1
        told = {label: token for label, token in tokens.items() if not step.typed or token not in step.typed.casefold()}
        if found := found_in(text, told):
            labels |= found
            places.append((step.method, step.url, sorted(found)))
    return number, labels, places
