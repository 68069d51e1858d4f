"""What may be shown outside the partnership, and writing the reports of an edition again."""

from datetime import date
from pathlib import Path

from saferplan.base.errors import SettingsError
from saferplan.base.numerals import listed
from saferplan.pipeline.compared.table_reaches import TABLES
from saferplan.pipeline.stating import measure_sources
from saferplan.pipeline.workspace import Workspace
from saferplan.report import write_reports
from saferplan.tables.editions import Edition, current_edition


def write_page(workspace: Workspace, edition: Edition, *, today: date, public: bool = False) -> list[Path]:
    """Write an edition's reports again and return their paths.

    The current edition's lie in reports/, those of another in a folder of its name below: what lies in reports/ is
    always the current edition's.
    """
    current = current_edition(workspace.path)
    folder = workspace.reports
    if current is None or current.name != edition.name:
        folder /= edition.name
    return write_reports(edition, folder, today=today, public=public)


def withheld_titles(edition: Edition, fact_id: str) -> list[str]:
    """Titles of the sources behind a fact that may not be published; those of the edition where it cannot be told which."""
    titles = {row["source_id"]: row["title"] for row in edition.rows("SELECT * FROM source WHERE NOT may_publish")}
    named = {
        source_id
        for row in edition.rows("SELECT indicator_id FROM fact_measure WHERE fact_id = ?", [fact_id])
        for source_id in measure_sources(row["indicator_id"])
    }
    for row in edition.rows("SELECT table_name FROM fact_table WHERE fact_id = ?", [fact_id]):
        if row["table_name"] == "local_value":
            named |= {
                each["source_id"]
                for each in edition.rows("SELECT DISTINCT source_id FROM local_indicator WHERE NOT may_publish")
            }
        elif rule := TABLES.get(row["table_name"]):
            named |= {*rule.sources, *(feed.value for feed in rule.feeds)}
    return [titles[source_id] for source_id in sorted(titles.keys() & named)] or sorted(titles.values())


def refuse_withheld(edition: Edition, fact_id: str) -> None:
    """Raises SettingsError where a fact may not be shown outside the partnership, naming the source."""
    if edition.rows("SELECT 1 FROM fact WHERE fact_id = ? AND NOT may_publish", [fact_id]):
        raise SettingsError(
            f"“{fact_id}” may not be shown outside the partnership: it rests on {listed(withheld_titles(edition, fact_id))}.",
            "Leave out --public to see it within the partnership.",
        )
