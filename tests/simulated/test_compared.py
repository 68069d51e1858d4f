"""What a setting moves in the borough is told with it for the cause: facts that rest on more than the measures they name."""

from dataclasses import replace
from datetime import date

import pytest

from saferplan.pipeline.build import build
from saferplan.pipeline.compare import compare_editions
from saferplan.pipeline.compared.causes import CauseKind
from saferplan.pipeline.settings import Settings

EVERYTHING_ANEW = {
    "id": "anew-2016", "from_month": "2016-04", "behaviour": "refuse", "wording": "The force counts in a new way.",
}  # fmt: skip


@pytest.fixture(scope="module")
def compared(demonstration):
    def found(**changes):
        workspace = demonstration.workspace
        settings = Settings(**{**workspace.settings.model_dump(mode="json"), **changes})
        newer = build(replace(workspace, settings=settings), today=date(2017, 7, 1), with_reports=False).edition
        return compare_editions(demonstration.built.edition, newer)

    return found


def causes(found):
    told = [*found.facts, *found.headlines.moved, *found.cells, *found.tables]
    return {cause for each in told for cause in each.causes if cause.kind is not CauseKind.CODE}


@pytest.mark.parametrize(
    ("changes", "facts"),
    [
        ({"series_break": [EVERYTHING_ANEW]}, {"charged", "no-suspect", "severity", "largest-rise", "what-drove-it"}),
        ({"comparators": []}, {"stop-and-search", "two-sources", "months-supplied", "recorded-crime-rate"}),
        ({"police_generated": []}, {"police-generated", "publicly-reported", "largest-rise"}),
    ],
    ids=["a break", "comparators", "what is classified"],
)
def test_a_fact_that_rests_on_more_than_it_names_is_told_with_its_cause(compared, changes, facts):
    found = compared(**changes)
    assert facts <= {fact.fact_id for fact in found.facts}
    (setting,) = changes
    assert {cause.words.split(":")[0] for cause in causes(found)} == {f"setting {setting}"}
    assert found.differences.gone == found.differences.added == ()
