"""A copy of the tracked files with one sabotage in it, and the tests that must notice, run there."""

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.sabotages.kind import Sabotage

ROOT = Path(__file__).resolve().parents[2]
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+::\S+)", re.MULTILINE)
LONGEST = 600  # seconds; a sabotage that hangs the tests is stopped, and not caught


@dataclass(frozen=True)
class Outcome:
    """What came of one sabotage: the test that failed, or nothing; `output` tells why not."""

    name: str
    caught_by: str
    seconds: float
    output: str = ""


class CannotApply(Exception):
    """The text of a sabotage does not stand exactly once in its file."""


def applied(sabotage: Sabotage, root: Path = ROOT) -> str:
    """The file with the sabotage in it. Raises CannotApply."""
    text = (root / sabotage.file).read_text(encoding="utf-8")
    if text.count(sabotage.found) != 1 or sabotage.found == sabotage.put:
        raise CannotApply(f"{sabotage.name}: its text stands {text.count(sabotage.found)} times in {sabotage.file}.")
    return text.replace(sabotage.found, sabotage.put)


def copy_to(folder: Path) -> None:
    """The tracked files with their times, so that compiled modules of the copy before are used again."""
    shutil.rmtree(folder, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    catalogues = [str(path.relative_to(ROOT)) for path in ROOT.glob("locale/*/LC_MESSAGES/*.mo")]
    for name in {*filter(None, listed.split("\0")), *catalogues}:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to((ROOT / "node_modules").resolve())


class Stage:
    """One place to run in: a folder for the copy, a data folder and a database of its own; services are shared."""

    def __init__(self, place: Path, number: int):
        self.tree, self.data = place / f"tree{number}", place / f"data{number}"
        given = Path(os.environ.get("KEY_FILE") or Path(os.environ["DATA_DIR"]) / "keys" / "keys.json")
        self.keys = self.data / "keys" / "keys.json"
        self.given_keys = given
        self.env = {
            **os.environ,
            "DATA_DIR": str(self.data),
            "KEY_FILE": str(self.keys),
            "VENV_DIR": sys.prefix,
            "PYTEST_XDIST_WORKER": f"gw{number}",
            "PYTHONPYCACHEPREFIX": str(place / "compiled"),
            "DJANGO_SETTINGS_MODULE": "bp3mi.settings",
        }

    def prepare(self, sabotage: Sabotage | None = None) -> None:
        copy_to(self.tree)
        shutil.rmtree(self.data, ignore_errors=True)
        self.keys.parent.mkdir(mode=0o700, parents=True)
        shutil.copy(self.given_keys, self.keys)
        self.keys.chmod(0o600)
        if sabotage is not None:
            (self.tree / sabotage.file).write_text(applied(sabotage), encoding="utf-8")

    def make_databases(self, *steps: str) -> None:
        for step in steps:
            self.call("tests.sabotages.databases", step, check=True)

    def call(self, module: str, *words: str, check: bool = False) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=self.tree,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        if check and done.returncode:
            raise RuntimeError(f"python -m {module} {' '.join(words)} failed:\n{done.stdout[-3000:]}")
        return done

    def pytest(self, tests: tuple[str, ...], most_failures: int = 1) -> subprocess.CompletedProcess[str]:
        words = ["-q", "-n0", f"--maxfail={most_failures}", "-p", "no:cacheprovider", "-p", "tests.sabotages.quick"]
        return self.call("pytest", *words, *tests)

    def run(self, sabotage: Sabotage) -> Outcome:
        """Apply one sabotage and run its tests: caught by a test that began, not by a tree that does not load."""
        began = time.monotonic()
        self.prepare(sabotage)
        self.make_databases(*sabotage.databases)
        try:
            done = self.pytest(sabotage.tests)
            output, failed = done.stdout, FAILED.findall(done.stdout) if done.returncode == 1 else []
        except subprocess.TimeoutExpired:
            output, failed = f"stopped after {LONGEST} s", []
        return Outcome(sabotage.name, failed[0] if failed else "", time.monotonic() - began, output)
