"""How the text of an event's row becomes our text, as SQL expressions over the columns that `event_text` wrote."""

from collections.abc import Collection, Mapping

from saferplan.sources.local import event_days as days
from saferplan.sources.local.event_text import DATES, ROLES
from saferplan.tables.layout import Layout

_DAY_ZERO = {False: "1899-12-30", True: "1904-01-01"}

_ISO = r"\d{4}-\d{2}-\d{2}(?:[ t].*)?"
_USUAL = r"\d{2}/\d{2}/\d{4}(?:[ t].*)?"
"""The two that most files have, which are taken apart by their places: patterns take three times as long."""


def event_layout(
    headings: Mapping[str, str], american: Collection[str], year_day: Collection[str], from_1904: bool
) -> Layout:
    """The layout of the text of one file; dates of a column that holds an American one are not taken with the day first, and
    those with the year first of a column that holds one with the day second are not taken with the month second.
    """
    shown = {role: headings.get(role, f"({role})") for role in ROLES}
    texts = {role: role for role in ROLES}
    for role in DATES:
        texts[role] = _day_sql(role, from_1904, role not in american, role not in year_day)
    texts["is_time_known"] = f"CASE WHEN ({_clock_sql('from_date', 'from_time')}) <> '' THEN 'true' ELSE 'false' END"
    texts["from_date"] = _moment_sql(texts["from_date"], "from_date", "from_time", no_clock="")
    texts["to_date"] = _moment_sql(texts["to_date"], "to_date", "to_time", no_clock=DAYS_END)
    for role in ("easting", "northing", "longitude", "latitude"):
        texts[role] = f"CASE WHEN regexp_full_match({role}, '0(\\.0*)?') THEN '' ELSE replace({role}, ',', '') END"
    return Layout(tuple(shown.values()), {heading: role for role, heading in shown.items()}, texts)


def _day_sql(role: str, from_1904: bool, day_first: bool, month_second: bool) -> str:
    """The day as YYYY-MM-DD where it can be told, else the text as it stands, which the cast refuses."""
    day = f"lower(coalesce({role}, ''))"
    slashed = _put_together(day, days.SLASHED, year=3, month=2, day_of_month=1)
    unclear = f"'day or month? ' || {role}"
    told = slashed if day_first else unclear
    year_first, eight = (
        _put_together(day, each, 1, 2, 3) if month_second else unclear for each in (days.YEAR_FIRST, days.EIGHT_DIGITS)
    )
    serial = f"strftime(DATE '{_DAY_ZERO[from_1904]}' + TRY_CAST(split_part({day}, '.', 1) AS INTEGER), '%Y-%m-%d')"
    usual = f"substr({day}, 7, 4) || '-' || substr({day}, 4, 2) || '-' || left({day}, 2)"
    return f"""CASE WHEN {day} = '' THEN ''
      WHEN regexp_full_match({day}, '{_ISO}') THEN {f"left({day}, 10)" if month_second else unclear}
      WHEN regexp_full_match({day}, '{_USUAL}') THEN {usual if day_first else told}
      WHEN {_is_day(day, days.YEAR_FIRST)} THEN {year_first}
      WHEN {_is_day(day, days.SLASHED)} THEN {told}
      WHEN {_is_day(day, days.EIGHT_DIGITS)} THEN {eight}
      WHEN regexp_full_match({day}, '{days.SERIAL}') THEN {serial}
      WHEN {_is_day(day, days.NAMED)} THEN coalesce({_named(day, days.NAMED, 3, 2, 1)}, {role})
      WHEN {_is_day(day, days.NAME_FIRST)} THEN coalesce({_named(day, days.NAME_FIRST, 3, 1, 2)}, {role})
      ELSE {role} END"""


def _is_day(day: str, pattern: str) -> str:
    return f"regexp_full_match({day}, '{days.with_time(pattern)}')"


def _part(text: str, pattern: str, group: int) -> str:
    return f"regexp_extract({text}, '^{pattern}(?:{days.BEFORE_TIME}.*)?$', {group})"


def _year(text: str, pattern: str, group: int) -> str:
    """A year of two figures is of this century: no extract reaches back to the last, and a day to come is refused."""
    year = _part(text, pattern, group)
    return f"CASE WHEN length({year}) = 2 THEN '20' || {year} ELSE {year} END"


def _put_together(text: str, pattern: str, year: int, month: int, day_of_month: int) -> str:
    figures = (f"lpad({_part(text, pattern, group)}, 2, '0')" for group in (month, day_of_month))
    return " || '-' || ".join((f"({_year(text, pattern, year)})", *figures))


def _named(text: str, pattern: str, year: int, month: int, day_of_month: int) -> str:
    letters = f"left({_part(text, pattern, month)}, 3)"
    told = f"{_part(text, pattern, day_of_month)} || ' ' || {letters} || ' ' || ({_year(text, pattern, year)})"
    return f"strftime(try_strptime({told}, '%d %b %Y'), '%Y-%m-%d')"


def _clock_sql(day_role: str, clock_role: str) -> str:
    """HH:MM:SS from the column of times, or from what follows the day; empty where neither tells it.

    What is no time of day is given as “no time”, which the cast refuses.
    """
    day, clock = f"lower(coalesce({day_role}, ''))", f"lower(trim(coalesce({clock_role}, '')))"
    head = f"^{days.either(*days.HEADS)}(?:{days.BEFORE_TIME}|$)"
    behind = f"""CASE WHEN regexp_full_match({day}, '[2-7]\\d{{4}}\\.\\d+') THEN '0.' || split_part({day}, '.', 2) || '000'
      WHEN regexp_full_match({day}, '{_ISO}|{_USUAL}') THEN trim(substr({day}, 12))
      WHEN {_is_day(day, "|".join(days.HEADS))} THEN trim(regexp_replace({day}, '{head}', '')) ELSE '' END"""
    return f"CASE WHEN {clock} NOT IN ({_NO_TIME}) THEN {_time_sql(clock)} ELSE {_time_sql(f'({behind})')} END"


def _time_sql(said: str) -> str:
    return f"list_transform([regexp_replace({said}, ' ?(hrs?|hours)$', '')], lambda said: {_told_time('said')})[1]"


def _told_time(text: str) -> str:
    hour, minute, second, half = (f"regexp_extract({text}, '^{days.HALVES}$', {group})" for group in (1, 2, 3, 4))
    of_day = f"TRY_CAST({hour} AS INTEGER) % 12 + CASE WHEN {half} = 'p' THEN 12 ELSE 0 END"
    is_half = f"""TRY_CAST({hour} AS INTEGER) BETWEEN 1 AND 12 OR (TRY_CAST({hour} AS INTEGER) = 0 AND {half} = 'a')"""
    parts = [f"lpad(regexp_extract({text}, '^{days.CLOCK}$', {group}), 2, '0')" for group in (1, 2, 3)]
    minutes = f"CAST(round(TRY_CAST({text} AS DOUBLE) * 1440) AS INTEGER)"
    return f"""CASE WHEN {text} IN ({_NO_TIME}) THEN ''
      WHEN regexp_full_match({text}, '([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?') THEN {text}
      WHEN regexp_full_match({text}, '{days.FRACTION}') THEN printf('%02d:%02d', {minutes} // 60, {minutes} % 60)
      WHEN regexp_full_match({text}, '{days.UNCLEAR}') THEN 'no time: ' || {text}
      WHEN regexp_full_match({text}, '{days.CLOCK}') THEN {parts[0]} || ':' || {parts[1]} || ':' || {parts[2]}
      WHEN regexp_full_match({text}, '{days.FOUR_DIGITS}') THEN left({text}, 2) || ':' || right({text}, 2)
      WHEN regexp_full_match({text}, '{days.AFTER_DAY}') THEN regexp_extract({text}, '{days.AFTER_DAY}', 1)
      WHEN regexp_full_match({text}, '{days.HALVES}') AND ({is_half})
        THEN printf('%02d:', {of_day}) || lpad({minute}, 2, '0') || ':' || lpad({second}, 2, '0')
      ELSE 'no time: ' || {text} END"""


_NO_TIME = ", ".join(f"'{each}'" for each in days.NO_TIME)


DAYS_END = "23:59:59"
"""Until a day without a time is until its end."""


def _moment_sql(day_sql: str, day: str, clock: str, no_clock: str) -> str:
    told = f"CASE WHEN ({day_sql}) = '' THEN '' ELSE coalesce(nullif(({_clock_sql(day, clock)}), ''), '{no_clock}') END"
    return f"trim(({day_sql}) || ' ' || ({told}))"
