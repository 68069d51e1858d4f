"""The order of things: draw the places, the crimes and what became of them; plant the traps; write; say the truth."""

from pathlib import Path

import numpy as np

from .boundaries import write_boundaries
from .crimes import draw_rows
from .deprivation import draw_ranks, write_deprivation
from .home_office import RecordedCrime, draw_recorded_crime, write_recorded_crime, write_weights
from .home_office_answers import home_office_answers
from .lookups import write_lookups, write_most_similar_group
from .outcomes import draw_outcomes
from .places import Places, lay_out
from .police_answers import police_answers
from .police_files import PoliceFiles
from .practice import MadeExtract, make_extract
from .residents import Residents, settle, write_residents
from .rises import with_rises
from .searches import Search, draw_searches, write_searches
from .tally import tally
from .traps import Planted, older_issue, with_foreign_rows, with_gaps, with_identical_rows, with_repeats
from .truth import Truth

# each topic has its own stream of random numbers, so that a change in one leaves the others alone
PLACES, CRIMES, TRAPS, OUTCOMES, HOME_OFFICE, SEARCHES, RESIDENTS, DEPRIVATION, PRACTICE, RISES = range(1, 11)


def simulate(directory: Path, *, seed: int = 2017) -> Truth:
    """Write the simulated country below `directory`. The same seed gives the same bytes."""
    places = lay_out(_stream(seed, PLACES))
    planted = _plant(places, seed)
    residents = settle(places, _stream(seed, RESIDENTS))
    recorded = draw_recorded_crime(planted.happened, _stream(seed, HOME_OFFICE))
    searches = draw_searches(places, planted.happened, _stream(seed, SEARCHES))
    file_rows = (
        _write_police_files(directory, places, planted, searches, seed)
        | write_deprivation(directory, places, draw_ranks(places, _stream(seed, DEPRIVATION)))
        | _write_the_rest(directory, places, recorded, residents)
    )
    counted = tally(places, planted, recorded, residents, searches)
    traps = police_answers(places, planted) | home_office_answers(recorded)
    return Truth(seed=seed, file_rows=dict(sorted(file_rows.items())), traps=traps, **counted)


def simulate_extract(*, seed: int = 2017, times: int = 1) -> MadeExtract:
    """The extract of the first borough's force, as it would be written."""
    places = lay_out(_stream(seed, PLACES))
    return make_extract(places, draw_rows(places, _stream(seed, CRIMES)), _stream(seed, PRACTICE), times)


def _stream(seed: int, topic: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64([seed, topic]))


def _plant(places: Places, seed: int) -> Planted:
    rng = _stream(seed, TRAPS)
    happened = with_foreign_rows(draw_rows(places, _stream(seed, CRIMES)), rng)
    happened, identical_point = with_identical_rows(places, happened, rng)
    happened, rises = with_rises(places, happened, _stream(seed, RISES))
    course = draw_outcomes(happened, _stream(seed, OUTCOMES))
    rows = with_repeats(with_gaps(happened, rng), course, rng).in_order_of_files(rng)
    return Planted(happened, course, rows, older_issue(rows, rng), identical_point, rises)


def _write_police_files(
    directory: Path, places: Places, planted: Planted, searches: list[Search], seed: int
) -> dict[str, int]:
    files = PoliceFiles(places, planted, seed)
    return (
        files.write_street_files(directory)
        | files.write_older_issue(directory)
        | files.write_outcomes_files(directory)
        | write_searches(directory, searches)
    )


def _write_the_rest(directory: Path, places: Places, recorded: RecordedCrime, residents: Residents) -> dict[str, int]:
    return (
        write_recorded_crime(directory, recorded)
        | write_weights(directory)
        | write_lookups(directory, places)
        | write_most_similar_group(directory)
        | write_boundaries(directory, places)
        | write_residents(directory, places, residents)
    )
