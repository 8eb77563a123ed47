"""Browser tests on the machine's own Chromium; without one they are skipped, and the end of the run says so."""

import os
from pathlib import Path

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REASON = "No Chromium on this machine. Install it (`apt-get install chromium`), or name it with CHROMIUM=/path."


def chromium() -> str | None:
    """The browser to use: CHROMIUM, or Debian's."""
    for path in (os.environ.get("CHROMIUM"), "/usr/bin/chromium"):
        if path and Path(path).exists():
            return path
    return None


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": chromium(), "args": FLAGS}


def pytest_collection_modifyitems(items):
    """Whatever asks for a browser is an e2e test."""
    for item in items:
        if {"page", "browser", "context", "new_context"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("e2e")
            if not chromium():
                item.add_marker(pytest.mark.skip(reason=REASON))


def pytest_terminal_summary(terminalreporter):
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if REASON in str(report.longrepr)]
    if skipped:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", sep="!", red=True)
        terminalreporter.write_line(f"{len(skipped)} browser tests were skipped. {REASON}")
