"""The rule of sight once more, as the database keeps it (querysets.py says it in Python).

Who was given a letter is asked beyond the rule, because a disposition is itself seen as its letter is.
"""

from core.walls import VIEWER, beyond_sight, free, function, guard, guard_alike, guard_files

KEEPERS = "'administration'"
HANDLERS = f"{KEEPERS}, 'outreach', 'public_relations'"


def holds(name: str, roles: str) -> None:
    """A question of the walls: does the viewer hold one of these roles today?"""
    function(f"""
CREATE OR REPLACE FUNCTION walls.{name}() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT EXISTS (SELECT 1 FROM public.accounts_roleassignment r WHERE r.user_id = walls.viewer()
      AND r.role IN ({roles}) AND r.starts_on <= walls.day() AND (r.ends_on IS NULL OR r.ends_on >= walls.day()))
$$
""")  # noqa: S608 - roles of ours


holds("keeps_letters", KEEPERS)
holds("handles_letters", HANDLERS)
beyond_sight(
    "letters_given",
    "",
    "bigint[]",
    """SELECT coalesce(array_agg(letter_id), '{}') FROM letters_disposition
       WHERE to_id = walls.viewer() AND state <> 'DROPPED'""",
    of_nobody=True,
)
beyond_sight(
    "letters_like",
    "words text",
    "SETOF bigint",
    """SELECT id FROM letters_letter WHERE upper(number) LIKE '%' || words || '%'
       UNION SELECT id FROM letters_letter WHERE upper(sender) LIKE '%' || words || '%'""",
    of_nobody=True,
)

beyond_sight(
    "is_open_letter",
    "of_letter bigint",
    "boolean",
    "SELECT EXISTS (SELECT 1 FROM letters_letter WHERE id = of_letter AND classification IN ('BIASA', 'TERBATAS'))",
    of_nobody=True,
)

IS_OPEN = "classification IN ('BIASA', 'TERBATAS')"
OWN = f"created_by_id = {VIEWER} OR id = ANY ((SELECT walls.letters_given())::bigint[])"
BESIDE = f"({IS_OPEN} AND (SELECT walls.keeps_letters())) OR {OWN}"
guard(
    "letters_letter",
    province=f"{IS_OPEN} OR (SELECT walls.is_head()) OR {OWN}",
    district=BESIDE,
    nobody=f"(SELECT walls.handles_letters()) AND ({BESIDE})",
)
OF_LETTER = "EXISTS (SELECT 1 FROM public.letters_letter l WHERE l.id = letter_id)"
guard_alike(("letters_disposition",), OF_LETTER, nobody=OF_LETTER)
guard_files("letter", "letters_letter")

# Number, date, sender and kind of an open letter are for whoever sees a return that it belongs to, which
# cases/letter_links.py says in Python. The link is read under its own policy, and so in the sight of who asks.
LENT = "EXISTS (SELECT 1 FROM public.cases_returnletter k WHERE k.letter_id = letters_letterfront.letter_id)"
FRONT = f"{OF_LETTER} OR (is_open AND {LENT} AND walls.is_open_letter(letter_id))"
guard_alike(("letters_letterfront",), FRONT, nobody=FRONT)
holds("speaks_for_office", "'public_relations'")
SPEAKS = "(SELECT walls.speaks_for_office())"
guard("letters_pressrelease", province="true", district=SPEAKS, nobody=SPEAKS)
OF_RELEASE = "EXISTS (SELECT 1 FROM public.letters_pressrelease r WHERE r.id = release_id)"
guard_alike(("letters_releasetext",), OF_RELEASE, nobody=OF_RELEASE)
free("the office's own wording of its papers: names nobody", "letters_papertemplate")
