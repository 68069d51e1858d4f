"""What codes and words of an extract mean; those without a meaning are listed with their rows, never dropped."""

from saferplan.pipeline.mappings import SavedMapping
from saferplan.sources.local.event_words import meaning_of
from saferplan.sources.local.personal import may_be_said
from saferplan.sources.local.place_words import is_kind_of_place
from saferplan.tables.catalogue import all_tables
from saferplan.tables.engine import Engine

SHOWN_CHARACTERS = 60
WITHHELD = "(withheld: it looks personal)"
NO_KIND = "(withheld: not known as a kind of place)"


def note_meanings(engine: Engine, mapping: SavedMapping) -> None:
    """Make `event_word`: each pair of code and category that stands in the extract, with its meaning."""
    engine.run("""CREATE OR REPLACE TEMP TABLE event_word (code VARCHAR, word VARCHAR, offence_code VARCHAR,
      offence_subgroup VARCHAR, category VARCHAR, unit VARCHAR)""")
    rows = []
    for code, word in engine.tuples("""SELECT DISTINCT coalesce(offence_code, ''), coalesce(category, '')
        FROM local_event_row ORDER BY ALL"""):  # fmt: skip
        meaning = meaning_of(mapping.rules, code, word)
        rows.append((code, word, meaning.offence_code, meaning.subgroup, meaning.category, meaning.unit))
    engine.add("event_word", rows)


def note_places(engine: Engine, mapping: SavedMapping) -> None:
    """Make `event_place`: what stands in the column of kinds of place and is one, by our words or by the mapping's."""
    engine.run("CREATE OR REPLACE TEMP TABLE event_place (said VARCHAR)")
    said = engine.tuples("SELECT DISTINCT place_type FROM local_event_row WHERE place_type IS NOT NULL ORDER BY ALL")
    allowed = {each.casefold() for each in mapping.rules.place_types}
    engine.add("event_place", [(each,) for (each,) in said if each.casefold() in allowed or is_kind_of_place(each)])


def list_unknown(engine: Engine, mapping: SavedMapping) -> None:
    """Fill `local_event_unknown`: codes, categories, kinds of place, wards and flags that say nothing to us."""
    counted: dict[tuple[str, str], int] = {}
    for role, sql in _UNKNOWN.items():
        if role in mapping.rules.headings():
            for said, rows in engine.tuples(sql):
                key = role, _shown(said, rows, role)
                counted[key] = counted.get(key, 0) + rows
    for name, flag in mapping.rules.flags.named().items():
        known = {each.casefold() for each in (*flag.yes, *flag.no)}
        for said, rows in engine.tuples(f"SELECT coalesce({name}, ''), count(*) FROM local_event_row GROUP BY 1"):
            if said.strip().casefold() not in known:
                key = name, _shown(said, rows, name)
                counted[key] = counted.get(key, 0) + rows
    engine.insert(
        all_tables()["local_event_unknown"],
        [(mapping.name, role, said, rows) for (role, said), rows in sorted(counted.items())],
    )


def _shown(said: str, rows: int, role: str) -> str:
    """What a person has to see to give it a meaning. A kind of place is never shown; what has the form of a telephone number,
    a postcode and so on nowhere; what may be a name or a text only where a code or category stands in several rows."""
    if role == "place_type":
        return NO_KIND
    if not may_be_said(said, rows if role in ("offence_code", "category") else 0):
        return WITHHELD
    return said[:SHOWN_CHARACTERS] or "(empty)"


_MEANT = """SELECT coalesce(row.{0}, ''), count(*) FROM local_event_row AS row
  JOIN event_word AS word ON word.code = coalesce(row.offence_code, '') AND word.word = coalesce(row.category, '')
  WHERE {1} GROUP BY 1"""
_UNKNOWN = {
    "offence_code": _MEANT.format(
        "offence_code",
        "(word.code <> '' AND word.offence_code IS NULL) OR (unit IS NULL AND word.code || word.word = '')",
    ),
    "category": _MEANT.format("category", "unit IS NULL AND word.code = ''"),
    "place_type": """SELECT '', count(*) FROM local_event_row WHERE place_type IS NOT NULL
      AND place_type NOT IN (SELECT said FROM event_place) HAVING count(*) > 0""",
    "ward": """SELECT ward, count(*) FROM local_event_row WHERE ward IS NOT NULL AND coalesce(easting, longitude) IS NULL
      AND ward NOT IN (SELECT said FROM event_ward) GROUP BY 1""",
}
