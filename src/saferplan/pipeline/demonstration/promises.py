"""What the simulation promises: the totals that come out whatever the seed, and where the boroughs lie.

Only yearly totals, residents and the number of areas are promised. How they fall over months, places and categories
is drawn. Places are in metres east and north of the middle of the force areas.
"""

from dataclasses import dataclass

MONTHS = tuple(f"{2014 + (3 + n) // 12}-{(3 + n) % 12 + 1:02d}" for n in range(36))
LAST_MONTH = len(MONTHS) - 1
FINANCIAL_YEARS = ("2014/15", "2015/16", "2016/17")
RESIDENT_YEARS = ("2015", "2016")  # middle of the year

UNPLACED_SHARE = 0.003  # rows without a location, in addition to the boroughs' totals

REGIONS = {"E12099001": "Northern Simulation", "E12099002": "Southern Simulation"}


@dataclass(frozen=True)
class Force:
    """A police force. Only those with boroughs on the map write files of police.uk."""

    code: str
    name: str
    region: str

    @property
    def slug(self) -> str:
        return self.name.casefold()

    @property
    def police(self) -> str:
        return f"{self.name} Police"


EXAMPLESHIRE = Force("E23099001", "Exampleshire", "E12099001")
MOCKSHIRE = Force("E23099002", "Mockshire", "E12099001")
FORCES = (EXAMPLESHIRE, MOCKSHIRE)


@dataclass(frozen=True)
class Centre:
    """A town centre: where it is, and how far the built-up area around it reaches."""

    east: int
    north: int
    reach_m: int


@dataclass(frozen=True)
class Promise:
    """One borough: its codes, its areas, and its totals by financial year and by year of residents."""

    name: str
    authority_code: str
    csp_code: str
    force: Force
    lsoas: int
    wards: int
    residents: tuple[int, int]
    recorded_crime: tuple[int, int, int]
    asb: tuple[int, int, int]
    centres: tuple[Centre, ...]  # the first is the main one
    splits: tuple[int, ...]  # children of each LSOA of 2011 that is split by 2021
    merges: int  # pairs of LSOAs of 2011 that are one by 2021


BOROUGHS = (
    Promise(
        name="Exampleton-on-Tees",
        authority_code="E06099001",
        csp_code="E22099001",
        force=EXAMPLESHIRE,
        lsoas=120,
        wards=27,
        residents=(194_119, 195_108),
        recorded_crime=(12_903, 13_548, 14_740),
        asb=(10_262, 10_081, 10_140),
        centres=(Centre(-4_600, -600, 2_300), Centre(-1_200, 4_300, 1_500), Centre(-6_200, -5_600, 1_100)),
        splits=(2, 2, 3),
        merges=2,
    ),
    Promise(
        name="Mockpool",
        authority_code="E06099002",
        csp_code="E22099002",
        force=MOCKSHIRE,
        lsoas=57,
        wards=11,
        residents=(92_028, 92_498),
        recorded_crime=(8_410, 8_790, 9_270),
        asb=(6_050, 5_870, 6_010),
        centres=(Centre(7_600, 6_600, 1_900),),
        splits=(2,),
        merges=1,
    ),
    Promise(
        name="Sampleborough",
        authority_code="E06099003",
        csp_code="E22099003",
        force=EXAMPLESHIRE,
        lsoas=86,
        wards=20,
        residents=(138_930, 139_509),
        recorded_crime=(16_540, 17_180, 18_170),
        asb=(11_900, 11_610, 11_730),
        centres=(Centre(1_500, -2_000, 2_500), Centre(600, -6_000, 1_500)),
        splits=(2, 3),
        merges=1,
    ),
    Promise(
        name="Fictley and Pretence",
        authority_code="E06099004",
        csp_code="E22099004",
        force=EXAMPLESHIRE,
        lsoas=83,
        wards=18,
        residents=(135_042, 135_206),
        recorded_crime=(9_480, 9_910, 10_520),
        asb=(7_420, 7_150, 7_190),
        centres=(Centre(9_200, -2_600, 1_900), Centre(6_400, -6_700, 1_300)),
        splits=(2,),
        merges=2,
    ),
)
EXAMPLETON, MOCKPOOL, SAMPLEBOROUGH, FICTLEY = range(len(BOROUGHS))  # positions in BOROUGHS


def financial_year_of(month: int) -> int:
    """Which of FINANCIAL_YEARS the month with this position in MONTHS belongs to."""
    return month // 12
