"""The Home Office's table of Smallshire: three offences a quarter in each of two partnerships."""

from tests.support.small import csv_text, put

HEADINGS = ("Financial Year", "Financial Quarter", "Force Name", "CSP Name", "Offence Description", "Offence Group",
            "Offence Subgroup", "Offence Code", "Offence Count")  # fmt: skip


def rows(counts=(412, 9, -1), quarters=(1, 2, 3, 4), csps=("Smallham", "Littleton"), year="2016/17"):
    shoplifting, rape, bigamy = counts
    return [
        [year, quarter, "Smallshire", csp, *words, count]
        for quarter in quarters for csp in csps
        for words, count in (
            (("Shoplifting", "Theft Offences", "Shoplifting", "46"), shoplifting),
            (("Rape of a female aged 16 and over", "Sexual offences", "Rape offences", "19C"), rape),
            (("Bigamy", "Miscellaneous crimes", "Miscellaneous crimes", "26"), bigamy),
        )
    ]  # fmt: skip


def write_csv(path, table):
    return put(path.with_suffix(".csv"), csv_text(HEADINGS, table))
