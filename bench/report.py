"""The results as a table with the aims, for people."""

from bench.pages import PAGES, Aim

NOISE = 1.15  # two pages are "the same" within this; single runs on two cores move that much
HEAD = (
    "page",
    "role",
    "queries",
    "SQL ms",
    "kB",
    "in process",
    "p95",
    "x floor",
    "server",
    "p95",
    "x floor",
    "aim",
    "",
)
AIMS = {page.name: page.aim for page in PAGES}


def table(size: int, results: list[dict]) -> str:
    """One line a page: p50 and p95 in ms, how many floor pages that is, and whether the aim was met."""
    rows = [HEAD, *(line(result, results) for result in results)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([f"\n{size:,} people and cases", *lines, floor_line(results)])


def line(result: dict, results: list[dict]) -> tuple[str, ...]:
    start = (result["page"], result["role"])
    if result["problem"]:
        return (*start, *[""] * 10, result["problem"])
    aim = AIMS[result["page"]]
    times = [text for way in ("in_process", "server") for text in cells(result[way])]
    counts = (str(result["queries"]), f"{result['sql_ms']:.1f}", f"{result['size'] / 1000:.0f}")
    return (*start, *counts, *times, aim_text(aim), verdict(aim, result, results))


def cells(times: dict) -> list[str]:
    return [f"{times['p50']:.1f}", f"{times['p95']:.1f}", f"{times['ratio']:.2f}"]


def floor_line(results: list[dict]) -> str:
    floors = [result["in_process"]["floor_p50"] for result in results if result["in_process"]]
    return f"floor page in process: {min(floors):.1f} to {max(floors):.1f} ms" if floors else ""


def aim_text(aim: Aim) -> str:
    if aim.as_page:
        return f"as {aim.as_page}"
    return f"<= {aim.ratio} floor" if aim.ratio else f"<= {aim.sql_ms:.0f} ms SQL"


def verdict(aim: Aim, result: dict, results: list[dict]) -> str:
    met = is_met(aim, result, results)
    return "" if met is None else "met" if met else "NOT MET"


def is_met(aim: Aim, result: dict, results: list[dict]) -> bool | None:
    """None where the page to compare with was not measured."""
    if aim.ratio is not None:
        return worst(result) <= aim.ratio
    if aim.sql_ms is not None:
        return result["sql_ms"] <= aim.sql_ms
    other = next((found for found in results if found["page"] == aim.as_page and not found["problem"]), None)
    return None if other is None else result["in_process"]["ratio"] <= other["in_process"]["ratio"] * NOISE


def worst(result: dict) -> float:
    return max(result["in_process"]["ratio"], result["server"]["ratio"])


def growth(sizes: dict[str, list[dict]]) -> str:
    """How each page of a district officer grows from the smallest to the largest size."""
    order = sorted(sizes, key=int)
    if len(order) < 2:
        return ""
    small, large = ({result["page"]: result for result in sizes[size]} for size in (order[0], order[-1]))
    lines = [f"\nFrom {int(order[0]):,} to {int(order[-1]):,}, in process (p50 ms, growth of the time)"]
    for name, result in large.items():
        before = small.get(name)
        if before and before["in_process"] and result["in_process"]:
            first, last = before["in_process"]["p50"], result["in_process"]["p50"]
            lines.append(f"  {name:<28} {first:>8.1f} {last:>8.1f}  x{last / first:.2f}")
    return "\n".join(lines)
