"""What the walls cost: the same visits, by turns, to a server with them and one without; and the record of a look."""

import os
import statistics
from dataclasses import asdict, dataclass

from django.db import connection, transaction

from accounts.models import User
from accounts.queries import viewer_of
from bench.measure import WARM_UP, Bench, middle, timed
from bench.pages import PAGES
from bench.visit import ThroughServer, server
from core.actions.access import record_look
from core.scope import open_scope

ASKED = ("cases", "cases, all", "cases, all, province", "case", "search, misspelt", "search, misspelt, province")


@dataclass
class Cost:
    """p50 in milliseconds with and without walls."""

    page: str
    with_walls: float
    without: float

    @property
    def ratio(self) -> float:
        return round(self.with_walls / self.without, 2)

    def __str__(self) -> str:
        return f"walls: {self.page}: {self.with_walls:.1f} ms with, {self.without:.1f} ms without = x{self.ratio}"

    def as_json(self) -> dict:
        return {**asdict(self), "ratio": self.ratio}


def costs(bench: Bench) -> list[Cost]:
    """The floor page and the pages of ASKED, each visit made twice, the order changing."""
    pages = [page for page in PAGES if page.name in ASKED]
    bare = {"DATABASE_URL": os.environ["BENCH_OWNER_URL"], "BENCH_UNWALLED": "1"}
    with server() as walled_port, server(bare) as bare_port:
        walled, unwalled = ThroughServer(bench.sessions, walled_port), ThroughServer(bench.sessions, bare_port)
        floor = compared("floor", lambda: bench.floor(pages[0]), walled, unwalled, bench.runs * 3)
        return [
            floor,
            *(compared(page.name, lambda page=page: bench.visit(page), walled, unwalled, bench.runs) for page in pages),
        ]


def compared(name: str, make, walled: ThroughServer, unwalled: ThroughServer, runs: int) -> Cost:
    with_walls, without = [], []
    for turn in range(WARM_UP + runs):
        visit = make()
        pair = [(walled.ask, with_walls), (unwalled.ask, without)]
        for ask, times in pair if turn % 2 else pair[::-1]:
            spent = timed(ask, visit)
            if turn >= WARM_UP:
                times.append(spent)
    return Cost(name, middle(with_walls), middle(without))


def look_ms(user: int, times: int = 300) -> float:
    """The median of writing one record of a look at 25 people, in milliseconds."""
    with open_scope(viewer_of(User.objects.get(pk=user))), transaction.atomic():
        found = [timed(lambda _visit: one_look(), None) for _turn in range(times)]
        transaction.set_rollback(True)
    connection.close()
    return round(statistics.median(found), 3)


def one_look() -> None:
    record_look(look="LIST", object_kind="case", object_ids=range(25), worker_ids=range(25))
