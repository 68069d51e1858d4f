"""Twelve further partnerships, of which only what is published by area is simulated: no streets, no boundaries.

They make a country to be compared with: five forces, two regions, enough areas for a funnel. One is a clear outlier.
The names are invented.
"""

from dataclasses import dataclass

from .promises import BOROUGHS, Force, Promise

TOKENSHIRE = Force("E23099003", "Tokenshire", "E12099001")
FIGMENTSHIRE = Force("E23099004", "Figmentshire", "E12099002")
SPECIMENSHIRE = Force("E23099005", "Specimenshire", "E12099002")
OUTLIER = "E22099012"
MOST_SIMILAR = ("E22099004", "E22099005", "E22099008", "E22099013", "E22099015")  # to Exampleton
MOST_SIMILAR_ISSUED = "2016-09"


@dataclass(frozen=True)
class Elsewhere:
    """A partnership of one authority; residents by year, recorded crime by financial year."""

    name: str
    number: int
    force: Force
    residents: tuple[int, int]
    recorded_crime: tuple[int, int, int]

    @property
    def authority_code(self) -> str:
        return f"E060990{self.number:02d}"

    @property
    def csp_code(self) -> str:
        return f"E220990{self.number:02d}"


ELSEWHERE = (
    Elsewhere("Tokenbury", 5, TOKENSHIRE, (112_380, 113_020), (9_038, 9_412, 9_946)),
    Elsewhere("Notionby", 6, TOKENSHIRE, (84_610, 84_930), (5_402, 5_533, 5_809)),
    Elsewhere("Placeholm", 7, TOKENSHIRE, (243_750, 245_910), (24_020, 25_188, 26_903)),
    Elsewhere("Draftminster", 8, TOKENSHIRE, (158_240, 158_770), (11_310, 11_704, 12_590)),
    Elsewhere("Figmenton", 9, FIGMENTSHIRE, (311_420, 314_860), (32_460, 34_215, 36_902)),
    Elsewhere("Supposeham", 10, FIGMENTSHIRE, (97_530, 98_210), (5_566, 5_790, 6_079)),
    Elsewhere("Guesswick", 11, FIGMENTSHIRE, (128_900, 129_640), (10_574, 11_120, 11_888)),
    Elsewhere("Proxyford", 12, FIGMENTSHIRE, (176_310, 177_480), (29_370, 31_040, 33_366)),
    Elsewhere("Specimen Vale", 13, SPECIMENSHIRE, (140_660, 141_350), (9_204, 9_688, 10_304)),
    Elsewhere("Phantomley", 14, SPECIMENSHIRE, (68_170, 68_340), (5_931, 6_180, 6_526)),
    Elsewhere("Facsimile Forest", 15, SPECIMENSHIRE, (119_480, 120_530), (8_990, 9_377, 10_076)),
    Elsewhere("Shamwick", 16, SPECIMENSHIRE, (203_150, 204_720), (18_604, 19_530, 20_840)),
)
PARTNERSHIPS: tuple[Promise | Elsewhere, ...] = (*BOROUGHS, *ELSEWHERE)  # all of the simulated country
