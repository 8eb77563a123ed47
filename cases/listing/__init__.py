"""Reading the list of a letter as offices send it: sheets with any heading, or a pasted message.

`read_list(grids, on=day)` answers a `ListReading`. Each row keeps its place and what was printed; what a careful clerk
would ask about is a `Problem` with the letter of its column. Nothing here writes, asks the database or reads the clock.
"""

from cases.listing.reading import Grid, lines_or_table, read_list
from cases.listing.rows import Column, ListedRow, ListReading, Problem, Skipped, letter_of

__all__ = [
    "Column", "Grid", "ListReading", "ListedRow", "Problem", "Skipped", "letter_of", "lines_or_table", "read_list",
]  # fmt: skip
