"""What is measured. Each case yields results with a limit in seconds, or a limit to the ratio to a peer of the same run."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_rows import ROWS, write_street_files

REPEATS = 3


@dataclass
class Result:
    """Seconds (best of some runs), the peer's seconds where there is one, peak memory in MB where it is limited."""

    name: str
    seconds: float
    limit: float
    peer: float | None = None
    memory: float = 0
    memory_limit: float | None = None
    where: tuple[str, ...] = ()
    left_out: str = ""


def _as_a_user() -> dict[str, str]:
    """The environment of a user's machine, where Python keeps what it compiled of our modules."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def in_child(script: str, *words: object) -> tuple[float, float, dict[str, object]]:
    """Run a script in a new interpreter: wall seconds, peak MB, and the JSON it prints last."""
    start = time.perf_counter()
    tail = (
        "\nimport json, resource, sys\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "print(json.dumps({'peak': peak, **globals().get('told', {})}))\n"
    )
    command = [sys.executable, "-c", script + tail, *map(str, words)]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=_as_a_user())
    told = json.loads(found.stdout.splitlines()[-1])
    return time.perf_counter() - start, told.pop("peak"), told


def best(run: Callable[[], float]) -> float:
    return min(run() for _ in range(REPEATS))


BUILD = """
import sys, time
start = time.perf_counter()
from datetime import date
from pathlib import Path
from saferplan.pipeline.build import build
from saferplan.pipeline.workspace import open_workspace
heard = []
built = build(open_workspace(Path(sys.argv[1])), today=date(2026, 11, 1),
              heard=lambda name: heard.append((time.perf_counter() - start, name)))
end = time.perf_counter() - start
steps = [(round(after - at, 2), name) for (at, name), (after, _) in zip(heard, heard[1:] + [(end, '')])]
told = {'steps': sorted(steps, reverse=True)[:8], 'first': round(heard[0][0], 2)}
"""


NEW_MONTH_SHARE = 0.35
"""Of the seconds a whole build may take (`docs/adr/0010`)."""
REAL_FOLDERS = ("police_uk", "boundaries", "lookups", "population", "deprivation", "weights", "home_office")


def real_build(shared: Path) -> Iterator[Result]:
    """The real Cleveland files, three feeds, cold, to edition and page; then one new month added to 34."""
    limits = {"limit": 15.0, "memory_limit": 1536.0}
    if not (shared / "data").is_dir():
        yield Result(
            "35 months, 3 feeds, to edition and page", 0, **limits, left_out="no real files beside the project"
        )
        return
    from saferplan.pipeline.workspace import create_workspace

    whole, added = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(REPEATS):
            workspace = create_workspace(
                Path(folder) / f"w{number}", "E22000030", ["E22000027", "E22000028", "E22000029"]
            )
            for name in REAL_FOLDERS:
                shutil.copytree(shared / "data" / name, workspace.inbox / name, copy_function=shutil.copyfile)
            months = sorted((workspace.inbox / "police_uk").iterdir())
            aside = months[-1].rename(Path(folder) / months[-1].name)
            in_child(BUILD, workspace.path)
            aside.rename(months[-1])
            added.append(in_child(BUILD, workspace.path))
            for path in (workspace.path / "editions", workspace.path / "reports", workspace.path / ".cache"):
                shutil.rmtree(path, ignore_errors=True)
            (workspace.path / "current").unlink()
            whole.append(in_child(BUILD, workspace.path))
    seconds, memory, told = min(whole, key=lambda run: run[0])
    yield Result("35 months, 3 feeds, to edition and page", seconds, memory=memory, where=_where(told), **limits)
    month = min(added, key=lambda run: run[0])
    share = f"{month[0] / seconds:.2f} of the whole as measured"
    yield Result(
        "one new month added",
        month[0],
        NEW_MONTH_SHARE * limits["limit"],
        memory=month[1],
        where=(share, *_where(month[2])),
    )


def _where(told: dict[str, object]) -> tuple[str, ...]:
    """Where the time went, the longest steps first."""
    steps = told["steps"]
    assert isinstance(steps, list)
    return (f"{told['first']} s to import", *(f"{spent} s {name}" for spent, name in steps))


def country(shared: Path) -> Iterator[Result]:
    """England and Wales in shape: 43 forces, 36 months, 18 million rows, 35,000 LSOAs, 315 CSPs, to an edition."""
    from benchmarks.country import write_country
    from saferplan.pipeline.workspace import create_workspace

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "inbox").mkdir()
        own, *others = write_country(folder / "inbox")
        workspace = create_workspace(folder / "workspace", own, others)
        shutil.rmtree(workspace.inbox)
        (folder / "inbox").rename(workspace.inbox)
        seconds, memory, told = in_child(BUILD.replace("heard=", "with_reports=False, heard="), workspace.path)
        yield Result(
            "England and Wales in shape", seconds, 240.0, memory=memory, memory_limit=4096.0, where=_where(told)
        )


INGEST = """
import sys, time
from datetime import date
from pathlib import Path
start = time.perf_counter()
from saferplan.pipeline.events import load_events
from saferplan.pipeline.ledger import Ledger
from saferplan.pipeline.loading import load_references
from saferplan.sources.inbox import read_inbox
from saferplan.tables.catalogue import all_tables
from saferplan.tables.draft import write_table
from saferplan.tables.engine import connect
from saferplan.tables.reference import EVENT
from saferplan.tables.schema import Column, Table
folder, target = Path(sys.argv[1]), sys.argv[2]
imported = time.perf_counter()
files = read_inbox(folder, Path(sys.argv[3]))
hashed = time.perf_counter()
engine = connect()
for table in all_tables().values():
    engine.create(table)
ledger = Ledger(files)
load_references(engine, ledger)
load_events(engine, ledger, date(2026, 11, 1))
loaded = time.perf_counter()
columns = (Column("file_id", "INTEGER", ""), Column("line", "BIGINT", ""), *EVENT.columns)
write_table(engine, Table("event", "", columns, EVENT.sort_key), Path(target))
end = time.perf_counter()
told = {'hash': round(hashed - imported, 2), 'load': round(loaded - hashed, 2), 'write': round(end - loaded, 2),
        'work': end - imported, 'rows': engine.value('SELECT count(*) FROM event')}
"""

BARE = """
import sys, time
import duckdb
con = duckdb.connect(config={'threads': '2'})
start = time.perf_counter()
con.execute(f"COPY (SELECT * FROM read_csv('{sys.argv[1]}/*.csv', header=true, all_varchar=true)) "
            f"TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)")
told = {'work': time.perf_counter() - start}
"""


def ingest(shared: Path) -> Iterator[Result]:
    """3.6 million made rows: hash, cast, refusals, duplicates, total sort, against DuckDB's bare COPY of the same files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "csv").mkdir()
        (folder / "spill").mkdir()
        write_street_files(folder / "csv")
        ours, bare = [], []
        for _ in range(REPEATS):
            bare.append(in_child(BARE, folder / "csv", folder / "bare.parquet"))
            ours.append(in_child(INGEST, folder / "csv", folder / "ours.parquet", folder / "spill"))
        _, memory, told = min(ours, key=lambda run: run[2]["work"])  # type: ignore[arg-type,return-value]
        assert told["rows"] == ROWS
        peer = min(float(run[2]["work"]) for run in bare)  # type: ignore[arg-type]
        where = (f"hash {told['hash']} s, cast and duplicates {told['load']} s, sort and write {told['write']} s",)
        yield Result("ingest of 3.6 M rows v bare COPY", float(told["work"]), 1.6, peer, memory, where=where)  # type: ignore[arg-type]
        yield from _counts(folder)


COUNTS = """
import sys, time
from pathlib import Path
from saferplan.base.areas import AreaType
from saferplan.base.periods import Month
from saferplan.evidence.catalogue import all_indicators
from saferplan.pipeline.counts import monthly_counts
from saferplan.tables.editions import Edition
crime = next(each for each in all_indicators() if each.id == 'recorded_crime')
times = []
for _ in range(7):
    start = time.perf_counter()
    edition = Edition(Path(sys.argv[1]))
    rows = monthly_counts(edition, crime, AreaType.LSOA, Month(2014, 4), Month(2017, 3))
    times.append(time.perf_counter() - start)
told = {'work': min(times), 'rows': len(rows), 'total': sum(row['count'] for row in rows)}
"""

HAND_WRITTEN = """
import sys, time
import duckdb
times = []
for _ in range(7):
    start = time.perf_counter()
    con = duckdb.connect()
    rows = con.execute(f"SELECT lsoa21_code, month, count(*) FROM read_parquet('{sys.argv[1]}/offence.parquet') "
        "WHERE month BETWEEN DATE '2014-04-01' AND DATE '2017-03-01' AND lsoa21_code IS NOT NULL AND NOT is_foreign "
        "GROUP BY ALL ORDER BY ALL").fetchall()
    times.append(time.perf_counter() - start)
told = {'work': min(times), 'rows': len(rows), 'total': sum(row[2] for row in rows)}
"""


def _counts(folder: Path) -> Iterator[Result]:
    from benchmarks.made_rows import write_edition_of

    edition = write_edition_of(folder)
    ours = in_child(COUNTS, edition)[2]
    peer = in_child(HAND_WRITTEN, edition)[2]
    assert ours["total"] == peer["total"]
    seconds, by_hand = float(ours["work"]), float(peer["work"])  # type: ignore[arg-type]
    yield Result("counts from an edition v by hand", seconds, 1.2, by_hand)


TWO_COMMANDS = """
import sys
import typer
app = typer.Typer(add_completion=False, rich_markup_mode=None)
@app.command()
def one(): "One."
@app.command()
def two(): "Two."
sys.argv = ['program', '--help']
try:
    app()
except SystemExit:
    pass
"""

HELP = """
import sys
sys.argv = ['saferplan', '--help']
from saferplan.cli import run
try:
    run()
except SystemExit:
    pass
"""


def help_text(shared: Path) -> Iterator[Result]:
    """--help against a typer program of two commands, each in a new interpreter."""

    def run(script: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=_as_a_user())
        return time.perf_counter() - start

    pairs = [(run(HELP), run(TWO_COMMANDS)) for _ in range(9)]
    yield Result("--help v a two-command program", min(a for a, _ in pairs), 1.5, min(b for _, b in pairs))


REPORT = """
import sys
from datetime import date
from pathlib import Path
from saferplan.pipeline.asked.question import answer
from saferplan.pipeline.reporting import write_answer, write_quarterly, write_wards
from saferplan.pipeline.workspace import open_workspace
from saferplan.tables.editions import named_edition
workspace, edition = open_workspace(Path(sys.argv[1])), named_edition(Path(sys.argv[1]), None)
if sys.argv[2] == "quarterly":
    write_quarterly(workspace, edition, "2016-Q4", today=date(2017, 7, 1))
elif sys.argv[2] == "wards":
    write_wards(workspace, edition, None)
else:
    area = edition.rows("SELECT area_code FROM area WHERE area_type = 'ward' AND role = 'own' ORDER BY 1 LIMIT 1")[0]["area_code"]
    write_answer(workspace, edition, answer(edition, area=area, first="2016-04", last="2017-03", category="shoplifting"))
"""


def reports(shared: Path) -> Iterator[Result]:
    """What is made when it is asked for, from the simulated borough's edition, in a new interpreter each."""
    from datetime import date

    from saferplan.pipeline.demo import run_demo

    with tempfile.TemporaryDirectory() as name:
        place = run_demo(Path(name) / "demo", today=date(2017, 7, 1), heard=lambda text: None).workspace.path
        for what, title, limit in (
            ("quarterly", "quarterly report in four forms", 15.0), ("wards", "27 ward sheets", 15.0), ("ask", "an answer", 2.0),
        ):  # fmt: skip
            runs = [in_child(REPORT, place, what) for _ in range(REPEATS)]
            seconds, memory, _ = min(runs, key=lambda run: run[0])
            yield Result(title, seconds, limit, memory=memory)


EXTRACT_EVENTS = 500_000
EXTRACT_MAPPING = """kind = "events"
supplier = "Exampleshire Police"
files = ["exampleshire-extract*"]
ignore_columns = ["Contact number"]
exact_points = true
[columns]
offence_code = "HO code"
category = "Offence"
from_date = "Committed from"
from_time = "Time from"
to_date = "Committed to"
to_time = "Time to"
reported = "Recorded"
easting = "Easting"
northing = "Northing"
ward = "Ward"
place_type = "Premises"
victim_key = "Victim key"
place_key = "Place key"
[flags.domestic_abuse]
column = "DA flag"
no = ["N", ""]
"""
LOADED = (
    """
import time
from saferplan.pipeline import local_events as built
load, spent = built.load_local_events, {}
def timed(*words):
    begun = time.perf_counter()
    load(*words)
    spent['loaded'] = time.perf_counter() - begun
built.load_local_events = timed
"""
    + BUILD
    + """
told['loaded'] = spent['loaded']
"""
)


MAP = """
import sys
from datetime import date
from pathlib import Path
from saferplan.pipeline.map_file import propose_mapping, save_mapping
from saferplan.pipeline.workspace import open_workspace
workspace, file = open_workspace(Path(sys.argv[1])), Path(sys.argv[2])
answer = lambda question, default, choices: 'yes' if 'Shall it be ignored' in question else default
mapped = save_mapping(workspace, file, propose_mapping(file), name=None, ask=answer, today=date(2026, 11, 1))
assert not mapped.tried.problem
mapped.path.unlink()
"""


def extract(shared: Path) -> Iterator[Result]:
    """A force's extract of half a million events in XLSX: looked at, loaded, and the whole build with it."""
    from datetime import date

    from saferplan.pipeline.demo import run_demo
    from saferplan.pipeline.demonstration.borough import simulate_extract
    from saferplan.pipeline.demonstration.practice_files import write_extract

    with tempfile.TemporaryDirectory() as name:
        place = run_demo(Path(name) / "demo", today=date(2017, 7, 1), heard=lambda text: None).workspace.path
        made = simulate_extract(times=-(-EXTRACT_EVENTS // len(simulate_extract().rows)))
        del made.rows[EXTRACT_EVENTS:]
        file = write_extract(place / "inbox" / "extracts", made)
        mapping, memory, _ = in_child(MAP, place, file)
        yield Result("500,000 events: a mapping proposed and tried", mapping, 15.0, memory=memory)
        (place / "mappings" / "exampleshire.toml").write_text(EXTRACT_MAPPING, encoding="utf-8")
        seconds, memory, told = in_child(LOADED, place)
        yield Result("500,000 events loaded by a mapping", float(str(told["loaded"])), 30.0, memory=memory)
        yield Result("the whole build with them", seconds, 60.0, memory=memory, where=_where(told))


def scan(shared: Path) -> Iterator[Result]:
    """The scan on made cases of three sizes."""
    from benchmarks.scan import scans

    yield from scans(shared)


DETECT = """
import time
import numpy as np
from saferplan.evidence.catalogue_of_detectors import all_detectors
from saferplan.evidence.detector import History
generator = np.random.default_rng(1)
counts = generator.poisson(generator.gamma(8, 1, (1680, 1)) * np.ones(84))
history = History(counts, np.ones(84, dtype=bool))
told = {}
for detector in all_detectors():
    if detector.id in ('flexible_farrington', 'sustained_change'):
        times = []
        for _ in range(5):
            start = time.process_time()
            detector.detect(history, 1)
            times.append(time.process_time() - start)
        told[detector.id] = min(times)
"""


def detect(shared: Path) -> Iterator[Result]:
    """The newest month of 1,680 series of seven years: CPU seconds. R's `surveillance` takes 26 for the first."""
    _, memory, told = in_child(DETECT)
    for name, title in (("flexible_farrington", "flexible Farrington"), ("sustained_change", "sustained change")):
        yield Result(f"{title}, 1,680 series (CPU)", float(str(told[name])), 1.0, memory=memory)


def signals(shared: Path) -> Iterator[Result]:
    """Signals of the real files."""
    from benchmarks.signals import searches

    yield from searches(shared)


CASES: dict[str, Callable[[Path], Iterator[Result]]] = {
    "help": help_text,
    "real": real_build,
    "reports": reports,
    "extract": extract,
    "detect": detect,
    "ingest": ingest,
    "country": country,
    "scan": scan,
    "signals": signals,
}
