"""What the browser stories have in common: forms filled by their inputs, papers saved, pictures where wanted."""

import os
from pathlib import Path

from tests.access.paper_text import text_of_pdf

SHOTS = os.environ.get("SHOTS", "")
# What lies behind "Lengkapi nanti" is opened as by a click.
OPEN = "e => { const fold = e.closest('details:not([open])'); if (fold) fold.querySelector('summary').click(); }"
DESK = {"viewport": {"width": 1440, "height": 900}}


def shot(page, name: str, width: int = 0) -> None:
    """A picture to be looked at, where a folder is named."""
    if not SHOTS:
        return
    before = page.viewport_size
    if width:
        page.set_viewport_size({"width": width, "height": 740})
    page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
    page.set_viewport_size(before)


def fill(page, **values) -> None:
    """Into the inputs of these names; a list ticks these values; what lies behind "Lengkapi nanti" is opened."""
    for name, value in values.items():
        field = page.locator(f"main form [name={name}]")
        field.first.evaluate(OPEN)
        kind = field.first.evaluate("e => e.type")
        if isinstance(value, list):
            for one in value:
                page.get_by_label(one).check()
        elif kind == "radio":
            page.locator(f"main form [name={name}][value='{value}']").check()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)


def send(page, button: str, **values) -> None:
    fill(page, **values)
    page.get_by_role("button", name=button).last.click()


def sign_by_hand(page) -> None:
    """A line drawn on the pad of the screen."""
    pad = page.locator("[data-sign-pad]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 90)
    page.mouse.down()
    for step in range(1, 16):
        page.mouse.move(box["x"] + 30 + step * 14, box["y"] + 80 + (34 if step % 3 else -26))
    page.mouse.up()


def printed(page, name: str) -> str:
    """The words of the BAST that this page prints."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Cetak BAST").click()
    content = download.value.path().read_bytes()
    if SHOTS:
        Path(SHOTS, f"{name}.pdf").write_bytes(content)
    return text_of_pdf(content)
