"""Command line of the embedded services: run, up, down, env, demo, bench, manage, test, check, sabotage.

Each is called by a thin line of the Makefile and works without make: ``python -m bp3mi.embedded run``.
"""

import argparse
import contextlib
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

from bp3mi.embedded import StartError, application, processes
from bp3mi.embedded.folders import ROOT, Folder, data_folder
from bp3mi.embedded.services import Services
from bp3mi.embedded.supervisor import Stopping, Supervisor, fail, ignore_stop_signals, say, stop_on_signals


@contextlib.contextmanager
def supervised(folder: Folder, *, throwaway: bool = False) -> Iterator[tuple[Supervisor, dict[str, str]]]:
    """Services for the length of the block: those of `make up` when they run, else our own."""
    folder.prepare()
    running = {name: os.environ.get(name) or url for name, url in folder.running_urls().items()}
    if running:
        os.environ.update(running)
        yield Supervisor(Services(folder)), running
        return
    with folder.locked("services"):
        supervisor = Supervisor(Services(folder, throwaway=throwaway))
        try:
            supervisor.start_services()
            folder.write_urls(supervisor.services.urls)
            yield supervisor, supervisor.services.urls
        finally:
            supervisor.stop()
            folder.state.unlink(missing_ok=True)


def run(options: argparse.Namespace) -> int:
    """Everything under this one process, until Ctrl+C."""
    began = time.monotonic()
    if options.with_parent:
        processes.die_with_parent(signal.SIGTERM)
    folder = data_folder()
    application.check_port(*application.address())
    folder.prepare()
    with folder.locked("run"), supervised(folder) as (supervisor, urls):
        env = application.environment(urls)
        embedded = supervisor.services.postgres is not None
        application.bring_up_to_date(folder, env, embedded=embedded, demo=not options.without_demo)
        try:
            supervisor.start_parts(application.parts(folder, env))
            ready = processes.wait_until(application.web_answers, seconds=60, step=0.1)
            print(application.summary(folder, urls), flush=True)
            say(f"Ready after {time.monotonic() - began:.1f} s." if ready else f"No answer yet; see {folder.logs}.")
            supervisor.watch()
        finally:
            say("Stopping ...")
            supervisor.stop()
    return 0


def serve(_options: argparse.Namespace) -> int:
    """The services alone, in the foreground; `up` starts this in the background."""
    folder = data_folder()
    if folder.running_urls():
        raise StartError(f"Services already run for {folder.path}.")
    with supervised(folder) as (supervisor, _urls):
        supervisor.watch()
    return 0


def up(_options: argparse.Namespace) -> int:
    """Start the services in the background and print their addresses."""
    folder = data_folder()
    folder.prepare()
    if not folder.running_urls():
        log = folder.logs / "services.log"
        with log.open("ab") as stream:
            command = [sys.executable, "-m", "bp3mi.embedded", "serve"]
            process = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, start_new_session=True
            )
        processes.wait_until(lambda: bool(folder.running_urls()) or process.poll() is not None, seconds=60)
        if not folder.running_urls():
            raise StartError(f"The services did not start:\n{log.read_text(errors='replace')[-2000:]}")
    return print_env(_options)


def down(_options: argparse.Namespace) -> int:
    """Stop what `up` started."""
    folder = data_folder()
    owner = folder.lock_owner("services")
    if not owner:
        say(f"Nothing runs for {folder.path}.")
        return 0
    os.kill(owner, signal.SIGTERM)
    if not processes.wait_until(lambda: not processes.is_running(owner), seconds=40):
        raise StartError(f"Process {owner} did not stop. Look at it with `ps {owner}`.")
    say("Stopped.")
    return 0


def print_env(_options: argparse.Namespace) -> int:
    """Lines for ``eval``: the services that run now."""
    urls = data_folder().running_urls()
    if not urls:
        raise StartError("No services run for this data folder. Start them with `make up`.")
    for name, value in urls.items():
        print(f"export {name}={shlex.quote(value)}")
    return 0


def manage(options: argparse.Namespace) -> int:
    """A management command with the services around it."""
    with supervised(data_folder()) as (_supervisor, urls):
        env = application.environment(urls)
        if options.words[:1] and options.words[0] in application.OWNER_COMMANDS:
            env = application.as_owner(env)
        return call([sys.executable, str(ROOT / "manage.py"), *options.words], env)


def demo(_options: argparse.Namespace) -> int:
    """Reset to the demo office."""
    if os.environ.get("APP_ENV") == "production":
        raise StartError("This is production (APP_ENV=production): the demo office is never loaded here.")
    folder = data_folder()
    with supervised(folder) as (supervisor, urls):
        env = application.environment(urls)
        application.bring_up_to_date(folder, env, embedded=supervisor.services.postgres is not None, demo=False)
        return call([sys.executable, str(ROOT / "manage.py"), "load_demo", "--reset"], application.as_owner(env))


def test(options: argparse.Namespace) -> int:
    """The whole suite over services of its own, which are thrown away."""
    from bp3mi.embedded import testing

    return testing.run(options.words, supervised, call)


def check(options: argparse.Namespace) -> int:
    """Every check of the code, over throwaway services."""
    from bp3mi.embedded import testing

    return testing.run_module("bp3mi.checks", options.words, supervised, call)


def sabotage(options: argparse.Namespace) -> int:
    """Break one wall at a time in a copy of the tree and see that the tests notice."""
    from bp3mi.embedded import testing

    return testing.run_module("tests.sabotages", options.words, supervised, call)


def bench(options: argparse.Namespace) -> int:
    """Measure pages in process and through the server; a database of its own is filled."""
    options.words = ["bench", *options.words]
    return manage(options)


def call(command: list[str], env: dict[str, str]) -> int:
    """Run ``command`` in the foreground, with our terminal; it dies with us."""
    process = subprocess.Popen(
        command,
        env=env,
        cwd=ROOT,
        preexec_fn=lambda: processes.die_with_parent(signal.SIGKILL),  # noqa: PLW1509 - no threads here
    )
    try:
        return process.wait()
    finally:
        processes.stop(process, signum=signal.SIGTERM, seconds=5)


COMMANDS = {
    "run": run,
    "serve": serve,
    "up": up,
    "down": down,
    "env": print_env,
    "manage": manage,
    "demo": demo,
    "test": test,
    "check": check,
    "sabotage": sabotage,
    "bench": bench,
}


WITH_WORDS = {"manage", "test", "check", "sabotage", "bench"}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bp3mi.embedded", description=__doc__)
    names = parser.add_subparsers(dest="command", required=True)
    for name, function in COMMANDS.items():
        sub = names.add_parser(name, help=(function.__doc__ or "").split("\n")[0])
        if name == "run":
            sub.add_argument("--with-parent", action="store_true", help="stop when the calling process dies")
            sub.add_argument("--without-demo", action="store_true", help="reference data only")
        if name in WITH_WORDS:
            sub.add_argument("words", nargs="*", help="handed on as they are")
    given = sys.argv[1:]
    if given[:1] and given[0] in WITH_WORDS and given[1:] != ["--help"]:
        return argparse.Namespace(command=given[0], words=given[1:])
    return parser.parse_args(given)


def main() -> int:
    options = arguments()
    stop_on_signals()
    try:
        return COMMANDS[options.command](options)
    except StartError as error:
        return fail(error)
    except Stopping:
        ignore_stop_signals()
        return 130 if options.command == "test" else 0


if __name__ == "__main__":
    sys.exit(main())
