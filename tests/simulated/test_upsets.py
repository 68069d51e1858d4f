"""Changes of the figures, put into the tables of an edition, are told of: what is asked of guards in `tests/truth/signals`."""

from collections import Counter

import numpy as np
import pytest
from tests.truth.signals.upsets import UPSETS, put_into
from tests.truth.signals.worlds import of_categories

from saferplan.evidence.signals.guards import Effect
from saferplan.pipeline.asked.street import breaks_of
from saferplan.pipeline.signals.backtesting import scope_of_edition
from saferplan.pipeline.signals.circumstances import circumstances_of
from saferplan.pipeline.signals.panel import read_panel
from saferplan.tables.editions import current_edition

AT = -3
SAID = {
    "recording changed, annotated in the register": (Effect.DOWNGRADED, "Recording changed."),
    "recording changed, comparison refused by the register": (Effect.REFUSED, "Recording changed."),
    "a month not supplied": (Effect.DOWNGRADED, "not supplied"),
    "a month supplied in part": (Effect.DOWNGRADED, "supplied in part only"),
    "neighbourhoods by other boundaries": (Effect.DOWNGRADED, "by other boundaries than before"),
    "a newer file of a month": (Effect.DOWNGRADED, "A newer file changed"),
}


@pytest.fixture(scope="module")
def made(demonstration):
    """An edition of its own: its tables are shadowed."""
    found = current_edition(demonstration.workspace.path)
    engine = found.engine()
    scope = scope_of_edition(found, engine)
    panel = read_panel(engine, scope, breaks_of(found))
    return engine, scope, of_categories(panel, [panel.categories.index("Violence and sexual offences")])


@pytest.mark.parametrize("upset", UPSETS, ids=lambda each: each.name)
def test_a_change_of_the_figures_is_told_at_its_month(made, upset):
    engine, scope, panel = made
    month = panel.months[AT]
    at = len(panel.months) + AT
    breaks = upset.breaks(panel.categories[0], month)
    put_into(engine, panel, panel.counts[0], {})
    before = Counter(each.wording for each in circumstances_of(engine, scope, []))
    counts = upset.counts(panel, at, np.random.default_rng(1))
    put_into(engine, panel, counts, upset.tables(panel, counts, at))
    told = [each for each in circumstances_of(engine, scope, breaks) if each.wording not in before]
    effect, words = SAID[upset.name]
    (one,) = [each for each in told if words in each.wording]
    assert one.effect is effect
    lasting = upset.name == "neighbourhoods by other boundaries"
    for months_later, says in ((0, True), (3, True), (4, lasting), (12, lasting), (13, False)):
        assert one.touches(panel.categories[0], month.plus(months_later), month.plus(20)) is says
    assert (read_panel(engine, scope, []).counts.sum(axis=(1, 2)) > 0).sum() == 1
