"""Measuring pages against the floor page, turn by turn, in this process and through the server."""

import statistics
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from django.db import connection
from django.urls import NoReverseMatch, reverse

from bench.pages import PAGES, Page
from bench.sample import Sample
from bench.visit import InProcess, Sessions, ThroughServer, Visit, server

WARM_UP = 5
COUNTED = 5


@dataclass
class Times:
    """Milliseconds of a page and of the floor page beside it."""

    p50: float
    p95: float
    floor_p50: float
    floor_p95: float

    @property
    def ratio(self) -> float:
        return round(self.p50 / self.floor_p50, 2)


@dataclass
class Result:
    page: str
    role: str
    problem: str = ""
    queries: int = 0
    sql_ms: float = 0.0
    size: int = 0
    in_process: Times | None = None
    server: Times | None = None

    def __str__(self) -> str:
        """Said as it is measured, so that a run broken off was not for nothing."""
        found = [(name, times) for name, times in (("in process", self.in_process), ("server", self.server)) if times]
        times = "".join(f", {name} {times.p50:.1f} ms = {times.ratio} floor" for name, times in found)
        return f"{self.page} ({self.role}): {self.problem or f'{self.queries} queries, {self.sql_ms} ms SQL'}{times}"

    def as_json(self) -> dict:
        found = asdict(self)
        for name in ("in_process", "server"):
            times: Times | None = getattr(self, name)
            if times:
                found[name]["ratio"] = times.ratio
        return found


@dataclass
class Counter:
    """Counts statements and the time they take."""

    queries: int = 0
    seconds: float = 0.0
    statements: list[str] = field(default_factory=list)

    def __call__(self, execute: Callable, sql: str, params, many: bool, context: dict):
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.seconds += time.perf_counter() - began
            self.statements.append(sql)


@contextmanager
def counted():
    counter = Counter()
    with connection.execute_wrapper(counter):
        yield counter


class Bench:
    """One database, its sessions, and the two ways to ask."""

    def __init__(self, *, seed: int, runs: int):
        self.runs = runs
        self.sample = Sample(seed=seed)
        self.sessions = Sessions()
        self.inside = InProcess(self.sessions)

    def measure(self, names: list[str], say: Callable[[str], None]) -> list[Result]:
        pages = [page for page in PAGES if not names or any(page.name.startswith(name) for name in names)]
        with server() as port:
            outside = ThroughServer(self.sessions, port)
            results = []
            for page in pages:
                results.append(self.measure_page(page, outside))
                say(f"  {results[-1]}")
        return results

    def measure_page(self, page: Page, outside: ThroughServer) -> Result:
        result = Result(page.name, page.role)
        try:
            answer = self.inside.ask(self.visit(page))
        except NoReverseMatch:
            result.problem = "no such address yet"
            return result
        if answer.status not in {200, 302}:  # a search for a number goes straight to the one it found
            result.problem = f"answers {answer.status}"
            return result
        result.size = answer.size
        result.queries, result.sql_ms = self.count(page)
        result.in_process = self.compare(page, self.inside.ask)
        result.server = self.compare(page, outside.ask)
        return result

    def visit(self, page: Page) -> Visit:
        """The page with new random parameters."""
        self.sample.turn()
        form = page.form(self.sample) if page.form else None
        return Visit(self.sample.user(page.role), page.address(self.sample), form)

    def floor(self, page: Page) -> Visit:
        return Visit(self.sample.user(page.role), reverse("floor", args=[self.sample.district]))

    def count(self, page: Page) -> tuple[int, float]:
        """Most queries of a few visits, and the median of the time in SQL."""
        counts, times = [], []
        for _ in range(COUNTED):
            visit = self.visit(page)
            with counted() as counter:
                self.inside.ask(visit)
            counts.append(counter.queries)
            times.append(counter.seconds * 1000)
        return max(counts), round(statistics.median(times), 2)

    def compare(self, page: Page, ask: Callable) -> Times:
        """Floor and page by turns, so that whatever else the machine does falls on both."""
        floors, pages = [], []
        for turn in range(WARM_UP + self.runs):
            visit, floor = self.visit(page), self.floor(page)
            floor_ms, page_ms = timed(ask, floor), timed(ask, visit)
            if turn >= WARM_UP:
                floors.append(floor_ms)
                pages.append(page_ms)
        return Times(middle(pages), high(pages), middle(floors), high(floors))


def timed(ask: Callable, visit: Visit) -> float:
    began = time.perf_counter()
    ask(visit)
    return (time.perf_counter() - began) * 1000


def middle(times: list[float]) -> float:
    return round(statistics.median(times), 2)


def high(times: list[float]) -> float:
    """The 95th percentile."""
    return round(statistics.quantiles(times, n=20)[-1], 2)
