"""The Home Office's table of Smallshire: three offences a quarter in each of two partnerships, and none of any other."""

from saferplan.base.home_office import NOT_FRAUD
from saferplan.base.offence_codes import SUBGROUP_OF_CODE
from tests.support.small import csv_text, put

HEADINGS = ("Financial Year", "Financial Quarter", "Force Name", "CSP Name", "Offence Description", "Offence Group",
            "Offence Subgroup", "Offence Code", "Offence Count")  # fmt: skip
HOMICIDE = ("2016/17", 1, "Smallshire", "Smallham", "Homicide", "Violence", "Homicide", "1/4.1/4.2/4.10")
"""A row of the first quarter under the one code of homicide, without its number."""


def rows(counts=(412, 9, -1), quarters=(1, 2, 3, 4), csps=("Smallham", "Littleton"), year="2016/17"):
    """The rows that count, quarter by quarter; below them those with 0 that the publisher's table has too."""
    shoplifting, rape, bigamy = counts
    counted = [
        [year, quarter, "Smallshire", csp, *words, count]
        for quarter in quarters for csp in csps
        for words, count in (
            (("Shoplifting", "Theft Offences", "Shoplifting", "46"), shoplifting),
            (("Rape of a female aged 16 and over", "Sexual offences", "Rape offences", "19C"), rape),
            (("Bigamy", "Miscellaneous crimes", "Miscellaneous crimes", "26"), bigamy),
        )
    ]  # fmt: skip
    return [*counted, *noughts(quarters, csps, year)]


def noughts(quarters=(1, 2, 3, 4), csps=("Smallham", "Littleton"), year="2016/17"):
    """A row with 0 for each subgroup that is not among the three."""
    code_of = {subgroup: code for code, subgroup in SUBGROUP_OF_CODE.items()}
    others = [name for name in NOT_FRAUD if name not in ("Shoplifting", "Rape", "Miscellaneous crimes against society")]
    return [
        [year, quarter, "Smallshire", csp, name, "Group", name, code_of[name], 0]
        for quarter in quarters for csp in csps for name in others
    ]  # fmt: skip


def write_csv(path, table):
    return put(path.with_suffix(".csv"), csv_text(HEADINGS, table))
