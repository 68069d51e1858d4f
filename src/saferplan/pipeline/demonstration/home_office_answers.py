"""Known answers of the tables that are not of police.uk: what each planted trap is, where, when and how much."""

import numpy as np

from .elsewhere import OUTLIER, PARTNERSHIPS
from .home_office import (
    DISAGREEING_YEAR,
    NEWEST_ISSUE,
    NEWEST_PATH,
    OLDER_ISSUE,
    OLDER_PATH,
    POLICE_UK_SHARE,
    REVISED_QUARTER,
    RecordedCrime,
)
from .offence_codes import OFFENCE_CODES, UNWEIGHTED
from .promises import BOROUGHS, EXAMPLETON, FICTLEY, FINANCIAL_YEARS
from .truth import Answer, answer

_UNWEIGHTED = [code.code for code in OFFENCE_CODES].index(UNWEIGHTED)
_NAME, _CODE = BOROUGHS[EXAMPLETON].name, BOROUGHS[EXAMPLETON].csp_code


def home_office_answers(recorded: RecordedCrime) -> dict[str, Answer]:
    return {
        "unweighted_offence": _unweighted_offence(recorded),
        "two_sources_disagree": _two_sources_disagree(recorded),
        "revised_quarter": _revised_quarter(recorded),
        "outlier": _outlier(recorded),
    }


def _unweighted_offence(recorded: RecordedCrime) -> Answer:
    by_year = recorded.newest[EXAMPLETON, :, _UNWEIGHTED].reshape(len(FINANCIAL_YEARS), 4).sum(axis=1)
    shares = (by_year / recorded.by_year[EXAMPLETON]).tolist()
    refused, latest = FINANCIAL_YEARS[1:]
    what = (
        f"Offence code {UNWEIGHTED} has no severity weight; it is {shares[1]:.1%} of the offences of {_NAME} in"
        f" {refused} (severity is not available) and {shares[2]:.1%} in {latest} (it is)."
    )
    by_code = dict(zip(FINANCIAL_YEARS, by_year.tolist(), strict=True))
    unweighted = dict(zip(FINANCIAL_YEARS, (round(share, 6) for share in shares), strict=True))
    return answer(
        what, _CODE, refused, by_code[refused], offence_code=UNWEIGHTED, by_financial_year=by_code, shares=unweighted
    )


def _two_sources_disagree(recorded: RecordedCrime) -> Answer:
    borough, year = BOROUGHS[FICTLEY], FINANCIAL_YEARS[DISAGREEING_YEAR]
    published, police_uk = int(recorded.by_year[FICTLEY, DISAGREEING_YEAR]), borough.recorded_crime[DISAGREEING_YEAR]
    what = (
        f"The Home Office has {published:,} crimes in {borough.name} in {year}, police.uk {police_uk:,}:"
        f" {1 - POLICE_UK_SHARE:.0%} fewer, with every file supplied."
    )
    return answer(what, borough.csp_code, year, published - police_uk, home_office=published, police_uk=police_uk)


def _revised_quarter(recorded: RecordedCrime) -> Answer:
    older, newest = recorded.older, recorded.newest[:, : recorded.older.shape[1]]
    cells = [
        {
            "csp": PARTNERSHIPS[place].csp_code,
            "financial_year": FINANCIAL_YEARS[quarter // 4],
            "quarter": quarter % 4 + 1,
            "offence_code": OFFENCE_CODES[code].code,
            "older": int(older[place, quarter, code]),
            "newest": int(newest[place, quarter, code]),
        }
        for place, quarter, code in np.argwhere(older != newest).tolist()
    ]
    when = f"{FINANCIAL_YEARS[REVISED_QUARTER // 4]} quarter {REVISED_QUARTER % 4 + 1}"
    what = (
        f"The issue of {OLDER_ISSUE} of the Home Office table is superseded; {len(cells)} figures of {_NAME} in {when}"
        " were revised after it."
    )
    return answer(
        what,
        OLDER_PATH,
        when,
        len(cells),
        cells=cells,
        issue=OLDER_ISSUE,
        newest=NEWEST_PATH,
        newest_issue=NEWEST_ISSUE,
    )


def _outlier(recorded: RecordedCrime) -> Answer:
    position = [p.csp_code for p in PARTNERSHIPS].index(OUTLIER)
    place, count = PARTNERSHIPS[position], int(recorded.by_year[position, -1])
    rate = count / place.residents[-1] * 1_000
    what = f"{place.name} is far outside the others: {rate:.1f} recorded crimes per 1,000 residents in 2016/17."
    return answer(what, OUTLIER, FINANCIAL_YEARS[-1], count, rate_per_1000=round(rate, 3))
