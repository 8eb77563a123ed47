from letters.queries.fetch import (
    answers_of,
    dispositions_of,
    files_of_letter,
    find_disposition,
    find_letters,
    get_letter,
    get_letter_file,
    letter_named,
    look_at_letter,
    roles_held,
    same_number,
    today,
    who_may_be_given,
)
from letters.queries.history import history_of, looks_at
from letters.queries.releases import authors_of, get_release, newest_text, releases_in_sight, texts_of
from letters.queries.seek import letters_with, like_words
from letters.queries.templates import InUse, changes_of, template_in_use

__all__ = [
    "InUse",
    "authors_of",
    "changes_of",
    "get_release",
    "newest_text",
    "releases_in_sight",
    "template_in_use",
    "texts_of",
    "answers_of",
    "dispositions_of",
    "files_of_letter",
    "find_letters",
    "find_disposition",
    "look_at_letter",
    "get_letter",
    "get_letter_file",
    "history_of",
    "letter_named",
    "letters_with",
    "like_words",
    "looks_at",
    "roles_held",
    "same_number",
    "today",
    "who_may_be_given",
]
