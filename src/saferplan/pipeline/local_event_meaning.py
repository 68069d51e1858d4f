"""What codes and words of an extract mean; those without a meaning are listed with their rows, never dropped."""

from saferplan.pipeline.mappings import SavedMapping
from saferplan.sources.local.event_words import meaning_of
from saferplan.sources.local.personal import looks_personal
from saferplan.sources.local.place_kinds import is_kind_of_place
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

SHOWN_CHARACTERS = 100
FEWEST_ROWS = 3
"""Of a long phrase, for it to be a word of the supplier's and not somebody's sentence."""
WITHHELD = "(withheld: it looks personal)"


def note_meanings(engine: Engine, mapping: SavedMapping) -> None:
    """Make `event_word`: each pair of code and category that stands in the extract, with its meaning; and `event_kind`, the
    kinds of place that may be kept.
    """
    engine.run("""CREATE OR REPLACE TEMP TABLE event_word (code VARCHAR, word VARCHAR, offence_code VARCHAR,
      offence_subgroup VARCHAR, category VARCHAR, unit VARCHAR)""")
    rows = []
    for code, word in engine.tuples("""SELECT DISTINCT coalesce(offence_code, ''), coalesce(category, '')
        FROM local_event_row ORDER BY ALL"""):  # fmt: skip
        meaning = meaning_of(mapping.rules, code, word)
        rows.append((code, word, meaning.offence_code, meaning.subgroup, meaning.category, meaning.unit))
    engine.add("event_word", rows)
    places = engine.tuples("SELECT DISTINCT place_type FROM local_event_row WHERE place_type IS NOT NULL ORDER BY 1")
    engine.run("CREATE OR REPLACE TEMP TABLE event_kind (said VARCHAR)")
    engine.add("event_kind", [place for place in places if is_kind_of_place(place[0])])


def list_unknown(engine: Engine, mapping: SavedMapping) -> None:
    """Fill `local_event_unknown`: codes, categories, wards and flags that say nothing to us."""
    counted: dict[tuple[str, str], int] = {}
    for role, sql in _UNKNOWN.items():
        if role in mapping.rules.headings():
            for said, rows in engine.tuples(sql):
                key = role, _shown(said, role, rows)
                counted[key] = counted.get(key, 0) + rows
    for name, flag in mapping.rules.flags.named().items():
        known = {each.casefold() for each in (*flag.yes, *flag.no)}
        for said, rows in engine.tuples(f"SELECT coalesce({name}, ''), count(*) FROM local_event_row GROUP BY 1"):
            if said.strip().casefold() not in known:
                key = name, _shown(said, name, rows)
                counted[key] = counted.get(key, 0) + rows
    engine.insert(
        all_tables()["local_event_unknown"],
        [(mapping.name, role, said, rows) for (role, said), rows in sorted(counted.items())],
    )


def _shown(said: str, role: str, rows: int) -> str:
    """What stood there. Words for offences may be long and are shown where several rows have them; places that may be
    anybody's never are.
    """
    if role == "place_type":
        return WITHHELD
    is_phrase = (
        role in ("offence_code", "category") and rows >= FEWEST_ROWS and looks_personal("", [said]) == "free text"
    )
    if looks_personal("", [said]) and not is_phrase:
        return WITHHELD
    return said[:SHOWN_CHARACTERS] or "(empty)"


_MEANT = """SELECT coalesce(row.{0}, ''), count(*) FROM local_event_row AS row
  JOIN event_word AS word ON word.code = coalesce(row.offence_code, '') AND word.word = coalesce(row.category, '')
  WHERE {1} GROUP BY 1"""
_UNKNOWN = {
    "place_type": """SELECT place_type, count(*) FROM local_event_row
      WHERE place_type IS NOT NULL AND place_type NOT IN (FROM event_kind) GROUP BY 1""",
    "offence_code": _MEANT.format(
        "offence_code",
        "(word.code <> '' AND word.offence_code IS NULL) OR (unit IS NULL AND word.code || word.word = '')",
    ),
    "category": _MEANT.format("category", "unit IS NULL AND word.code = ''"),
    "ward": """SELECT ward, count(*) FROM local_event_row WHERE ward IS NOT NULL AND coalesce(easting, longitude) IS NULL
      AND ward NOT IN (SELECT said FROM event_ward) GROUP BY 1""",
}
