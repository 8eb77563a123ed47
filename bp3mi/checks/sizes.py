"""Functions of at most 60 lines, files of at most 500 lines, and no drawers."""

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("bp3mi", "core", "regions", "accounts", "letters", "cases", "outreach", "reports", "tests", "bench")
DRAWERS = {"services.py", "utils.py", "helpers.py", "constants.py", "signals.py"}
LONGEST_FILE = 500
LONGEST_FUNCTION = 60


def sources() -> Iterator[Path]:
    for app in APPS:
        yield from (path for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts)


def function_lengths(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.end_lineno - node.lineno + 1


def main() -> int:
    problems, lengths = [], []
    for path in sources():
        name = path.relative_to(ROOT)
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            problems.append(f"{name}: {lines} lines (at most {LONGEST_FILE})")
        if path.name in DRAWERS and "settings" not in path.parts and "embedded" not in path.parts:
            problems.append(f"{name}: name it after what it holds")
        for function, length in function_lengths(path):
            lengths.append(length)
            if length > LONGEST_FUNCTION:
                problems.append(f"{name}: {function} has {length} lines (at most {LONGEST_FUNCTION})")
    print("\n".join(problems))
    print(f"{len(lengths)} functions, median {statistics.median(lengths):.0f} lines, {len(problems)} problems.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
