"""How the text of an event's row becomes our text, as SQL expressions over the columns that `event_text` wrote."""

from collections.abc import Mapping

from saferplan.sources.local.event_text import DATES, ROLES
from saferplan.tables.layout import Layout

_DAY_ZERO = {False: "1899-12-30", True: "1904-01-01"}
_SLASHED = r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ T].*)?$"
_NAMED = "['%d-%b-%Y', '%d %b %Y', '%d %B %Y', '%d-%b-%y', '%d %b %y']"


def event_layout(headings: Mapping[str, str], american: Mapping[str, int], from_1904: bool) -> Layout:
    """The layout of the text of one file; dates of a column that holds an American one are not taken with the day first."""
    shown = {role: headings.get(role, f"({role})") for role in ROLES}
    texts = {role: role for role in ROLES}
    for role in DATES:
        texts[role] = _day_sql(role, from_1904, role not in american)
    texts["is_time_known"] = f"CASE WHEN ({_clock_sql('from_date', 'from_time')}) <> '' THEN 'true' ELSE 'false' END"
    texts["from_date"] = _moment_sql(texts["from_date"], "from_date", "from_time", no_clock="")
    texts["to_date"] = _moment_sql(texts["to_date"], "to_date", "to_time", no_clock=DAYS_END)
    for role in ("easting", "northing", "longitude", "latitude"):
        texts[role] = f"CASE WHEN regexp_full_match({role}, '0(\\.0*)?') THEN '' ELSE replace({role}, ',', '') END"
    return Layout(tuple(shown.values()), {heading: role for role, heading in shown.items()}, texts)


def _day_sql(role: str, from_1904: bool, day_first: bool) -> str:
    """The day as YYYY-MM-DD where it can be told, else the text as it stands, which the cast refuses."""
    day = f"coalesce({role}, '')"
    part = [f"regexp_extract({day}, '{_SLASHED}', {group})" for group in (1, 2, 3)]
    year = f"CASE WHEN length({part[2]}) = 2 THEN '20' || {part[2]} ELSE {part[2]} END"
    slashed = f"({year}) || '-' || lpad({part[1]}, 2, '0') || '-' || lpad({part[0]}, 2, '0')"
    told = slashed if day_first else f"'day or month? ' || {day}"
    serial = f"strftime(DATE '{_DAY_ZERO[from_1904]}' + TRY_CAST(split_part({day}, '.', 1) AS INTEGER), '%Y-%m-%d')"
    return f"""CASE WHEN {day} = '' THEN ''
      WHEN regexp_full_match({day}, '\\d{{4}}-\\d{{2}}-\\d{{2}}([T ].*)?') THEN left({day}, 10)
      WHEN regexp_full_match({day}, '{_SLASHED}') THEN {told}
      WHEN regexp_full_match({day}, '[2-7]\\d{{4}}(\\.\\d+)?') THEN {serial}
      ELSE coalesce(strftime(try_strptime({day}, {_NAMED}), '%Y-%m-%d'), {day}) END"""


def _clock_sql(day_role: str, clock_role: str) -> str:
    """HH:MM or HH:MM:SS from the column of times, or from what follows the day; empty where neither tells it."""
    day, clock = f"coalesce({day_role}, '')", f"lower(coalesce({clock_role}, ''))"
    fraction = f"""CASE WHEN regexp_full_match({day}, '[2-7]\\d{{4}}\\.\\d+') THEN '0.' || split_part({day}, '.', 2)
      ELSE {clock} END"""
    alone = _padded(f"split_part({clock}, '.', 1)")
    beside = _padded(f"regexp_extract({day}, '[T ](\\d{{1,2}}:\\d{{2}}(:\\d{{2}})?)', 1)")
    minutes = f"CAST(round(TRY_CAST({fraction} AS DOUBLE) * 1440) AS INTEGER)"
    return f"""CASE
      WHEN regexp_full_match({clock}, '\\d{{1,2}}:\\d{{2}}(:\\d{{2}})?(\\.\\d+)?') THEN {alone}
      WHEN regexp_full_match({clock}, '\\d{{4}}') THEN left({clock}, 2) || ':' || right({clock}, 2)
      WHEN regexp_full_match({clock}, '.*t\\d{{2}}:\\d{{2}}:\\d{{2}}.*')
        THEN regexp_extract({clock}, 't(\\d{{2}}:\\d{{2}}:\\d{{2}})', 1)
      WHEN regexp_full_match({fraction}, '0\\.\\d+') THEN printf('%02d:%02d', {minutes} // 60, {minutes} % 60)
      WHEN {clock} NOT IN ({_NO_TIME}) THEN 'no time: ' || {clock}
      ELSE {beside} END"""


_NO_TIME = "'', 'unknown', 'not known', 'n/k', 'nk', '-'"


def _padded(clock: str) -> str:
    return f"CASE WHEN {clock} LIKE '_:%' THEN '0' || {clock} ELSE {clock} END"


DAYS_END = "23:59:59"
"""Until a day without a time is until its end."""


def _moment_sql(day_sql: str, day: str, clock: str, no_clock: str) -> str:
    told = f"CASE WHEN ({day_sql}) = '' THEN '' ELSE coalesce(nullif(({_clock_sql(day, clock)}), ''), '{no_clock}') END"
    return f"trim(({day_sql}) || ' ' || ({told}))"
