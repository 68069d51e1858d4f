"""Two issues of one month: the older is kept apart, and what the newest changed is listed cell by cell in `revision`."""

from saferplan.base.categories import Feed
from saferplan.pipeline.events import EVENTS_SOURCE, WORDS
from saferplan.pipeline.ledger import Ledger
from saferplan.pipeline.monthly_files import load_monthly
from saferplan.tables.engine import Engine
from saferplan.tables.schema import Table


def note_street_revisions(engine: Engine, ledger: Ledger, table: Table) -> None:
    """Compare each superseded street file with the newest of its month and force; its rows are counted nowhere."""
    older = [
        (number, found) for number, found in enumerate(ledger.files, start=1)
        if found.status == "superseded" and found.source and found.source.id == EVENTS_SOURCE and found.readable
    ]  # fmt: skip
    if not older:
        return
    before = Table("event_before", "Rows of older issues.", table.columns, table.sort_key)
    load_monthly(engine, Ledger(ledger.files), Feed.STREET, before, older)  # what becomes of their rows is not booked
    for number, found in older:
        engine.run("DELETE FROM refusal WHERE file_id = ?", [number])
        found.status = "superseded"
    _issues(engine, ledger)
    engine.step("cells that a newer issue changed", _REVISION_SQL)


def _issues(engine: Engine, ledger: Ledger) -> None:
    """Month, force and issue of every street file."""
    engine.run("CREATE OR REPLACE TEMP TABLE street_issue (file_id INTEGER, month DATE, force VARCHAR, issue VARCHAR)")
    rows = [
        (number, f"{found.hints['month']}-01", found.hints["force"], found.issue)
        for number, found in enumerate(ledger.files, start=1)
        if found.source and found.source.id == EVENTS_SOURCE and {"month", "force"} <= found.hints.keys()
    ]
    engine.add("street_issue", rows)


_REVISION_SQL = f"""
INSERT INTO revision
WITH older AS (
  SELECT file_id, coalesce(CAST(lsoa_code AS VARCHAR), '(none)') AS place, CAST(category AS VARCHAR) AS category,
    count(*) FILTER (crime_id IS NULL) + count(DISTINCT (crime_id, {WORDS})) FILTER (crime_id IS NOT NULL) AS rows
  FROM event_before GROUP BY ALL
), newer AS (
  SELECT file_id, coalesce(CAST(lsoa_code AS VARCHAR), '(none)') AS place, CAST(category AS VARCHAR) AS category, count(*) AS rows
  FROM event GROUP BY ALL
), pairs AS (
  SELECT older.file_id AS older_id, newest.file_id AS newest_id, older.month, older.issue AS issue_before, newest.issue
  FROM (SELECT * FROM street_issue WHERE file_id IN (SELECT file_id FROM event_before)) AS older
  JOIN (SELECT * FROM street_issue WHERE file_id IN (SELECT file_id FROM event)) AS newest USING (month, force)
), cells AS (
  SELECT month, place, category, issue_before, issue, rows AS before, 0 AS now FROM pairs JOIN older ON older.file_id = older_id
  UNION ALL SELECT month, place, category, issue_before, issue, 0, rows FROM pairs JOIN newer ON newer.file_id = newest_id
)
SELECT '{EVENTS_SOURCE}', month, place, category, issue_before, issue,
  CAST(sum(before) AS BIGINT), CAST(sum(now) AS BIGINT)
FROM cells GROUP BY ALL HAVING sum(before) <> sum(now)"""
