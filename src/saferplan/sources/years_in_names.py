"""Which year a file's name says its figures are of, told apart from the vintage of its areas: `population24_ltla23.csv`."""

import re

_VINTAGE = re.compile(
    r"(?<![a-z])(?:(?:lsoa|msoa|oa)(?:20)?(?:01|11|21)|(?:ltla|utla|lad|wards?|wd)(?:20)?\d{2})(?!\d)"
)
_MID_YEAR = re.compile(r"mid[-_ ]?(?:year[-_ ]?)?((?:19|20)\d{2}|\d{2})(?!\d)")
_WHOLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_BEHIND_ITS_WORD = re.compile(r"(?:population|pop|estimates?|mye|imd|iod|deprivation)[-_ ]?(\d{2})(?!\d)")
_ALONE = re.compile(r"(?<![\da-z])(\d{2})(?![\da-z])")


def years_in(name: str) -> tuple[str, ...]:
    """The years that a name may mean, in their order: none if it tells none, several if it leaves it open.

    A year behind “mid” goes before all others; then years of four digits and two digits behind "population" and the like;
    then two digits that stand alone. Digits joined to a kind of area are its vintage.

    >>> years_in("population24_ltla23.csv"), years_in("population_ltla21_mid2024_ltla.csv")
    (('2024',), ('2024',))
    >>> years_in("population_2021_to_2024_lsoa.csv"), years_in("population_ltla21.csv")
    (('2021', '2024'), ())
    """
    stem = _VINTAGE.sub(" ", name.casefold().rpartition(".")[0] or name.casefold())
    tiers = ((_MID_YEAR,), (_WHOLE_YEAR, _BEHIND_ITS_WORD), (_ALONE,))
    for tier in tiers:
        if found := {year for pattern in tier for year in pattern.findall(stem)}:
            return tuple(sorted({year if len(year) == len("2024") else f"20{year}" for year in found}))
    return ()
