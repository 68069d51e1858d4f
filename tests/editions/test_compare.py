"""Two editions side by side: each kind of change is made by itself to a small workspace, and its cause alone is named.

The chain of editions is built once, one change after the other::

    base        35 months to February 2017; December 2016 in an issue of its own month
    revision    a newer issue of December 2016, in which one burglary in Smallham has become a drug offence
    setting     no comparators
    residents   a file of residents of mid-2015
    break       a local break in the recording of burglary
    month       March 2017
"""

import json
import shutil
from dataclasses import replace
from datetime import date
from itertools import pairwise

import duckdb
import pytest
from tests.support.home_office import HEADINGS, rows, write_csv
from tests.support.small import (
    AREA,
    COMPARATOR,
    MONTHS,
    build_small,
    csv_text,
    put,
    small_workspace,
    street_bytes,
    street_name,
    street_rows,
)

from saferplan.base.errors import EditionError
from saferplan.pipeline.compare import compare_editions
from saferplan.pipeline.compared.causes import CauseKind, Reach, Span, causes_of
from saferplan.pipeline.compared.inputs import Differences, Revision, SettingChange, differences_of
from saferplan.pipeline.compared.side import FeedMonth, read_side
from saferplan.pipeline.revision_log import revision_log
from saferplan.pipeline.workspace import open_workspace
from saferplan.tables.editions import Edition
from saferplan.tables.hashing import sha256_of

REVISED, LAST = "2016-12", MONTHS[35]
BREAK = (
    '\n[[series_break]]\nid = "burglary-2016"\nfrom_month = "2015-06"\ngroups = ["Burglary"]\n'
    'wording = "Burglary was recorded otherwise."\n'
)


def revised_rows():
    """The month's rows with the first placed burglary in Smallham turned into a drug offence."""
    rows = street_rows(REVISED)
    row = next(row for row in rows if row[9] == "Burglary" and row[8].startswith("Smallham"))
    row[9] = "Drugs"
    return rows


def set_setting(workspace, line):
    """Put a key before the first table of saferplan.toml, in place of any line that sets it."""
    path = workspace.path / "saferplan.toml"
    key = line.split(" = ")[0]
    kept = [each for each in path.read_text(encoding="utf-8").splitlines() if not each.startswith(f"{key} = ")]
    path.write_text("\n".join([line, *kept]) + "\n", encoding="utf-8")
    return open_workspace(workspace.path)


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    workspace = small_workspace(tmp_path_factory.mktemp("compared") / "w", MONTHS[:35])
    inbox = workspace.inbox
    put(inbox / "early" / street_name(REVISED), (inbox / "police" / street_name(REVISED)).read_bytes())
    (inbox / "police" / street_name(REVISED)).unlink()
    built = {"base": build_small(workspace).edition}
    put(inbox / "police" / street_name(REVISED), street_bytes(revised_rows()))
    built["revision"] = build_small(workspace).edition
    workspace = set_setting(workspace, "comparators = []")
    built["setting"] = build_small(workspace).edition
    put(inbox / "population15_ltla21.csv", csv_text(
        ("ltla21_code", "ltla21_name", "total_population"), [("E06099001", "Smallham", 80_000), ("E06099002", "Littleton", 85_000)]
    ))  # fmt: skip
    built["residents"] = build_small(workspace).edition
    with (workspace.path / "saferplan.toml").open("a", encoding="utf-8") as settings:
        settings.write(BREAK)
    workspace = open_workspace(workspace.path)
    built["break"] = build_small(workspace).edition
    put(inbox / "police" / street_name(LAST), street_bytes(street_rows(LAST)))
    built["month"] = build_small(workspace).edition
    return built


def apart_from_code(causes):
    """Causes but that the program changed: somebody may be editing it while the chain is built."""
    return [cause for cause in causes if cause.kind is not CauseKind.CODE]


def kinds(causes):
    return {cause.kind for cause in apart_from_code(causes)}


def moved_facts(found):
    return {fact.fact_id: fact for fact in found.facts}


def all_causes(found):
    return {
        *(cause for fact in found.facts for cause in fact.causes),
        *(cause for headline in found.headlines.moved for cause in headline.causes),
        *(cause for move in (*found.cells, *found.tables) for cause in move.causes),
        *found.headlines.limits_causes,
    }


@pytest.mark.parametrize("name", ["base", "revision", "setting", "residents", "break", "month"])
def test_an_edition_and_itself_differ_in_nothing(chain, name):
    found = compare_editions(chain[name], chain[name])
    assert found.nothing_moved
    assert found.facts == found.cells == found.headlines.moved == ()
    assert found.headlines.new == found.headlines.gone == 0
    assert found.differences == Differences((), (), (), (), (), (), (), None, 0)


def test_a_newer_issue_of_a_month_moves_two_cells_and_is_named(chain):
    found = compare_editions(chain["base"], chain["revision"])
    (revision,) = found.differences.revisions
    assert (revision.month, revision.issue_before, revision.issue) == (date(2016, 12, 1), "2016-12", "2017-02")
    assert sorted((cell.area_code, cell.category, cell.month, cell.after - cell.before) for cell in found.cells) == [
        (AREA, "Burglary", date(2016, 12, 1), -1),
        (AREA, "Drugs", date(2016, 12, 1), 1),
    ]
    assert kinds(all_causes(found)) == {CauseKind.REVISION}
    assert any("issue 2017-02 counts, before it 2016-12" in cause.words for cause in all_causes(found))
    assert "revised-figures" in moved_facts(found)
    assert found.revisions


def test_a_revision_moves_only_the_runs_that_hold_its_month(chain):
    found = compare_editions(chain["base"], chain["revision"])
    moved = {(each.indicator_id, each.period) for each in found.headlines.moved}
    assert moved == {
        (indicator, period)
        for indicator in ("burglary", "drugs")
        for period in ("2016-01 to 2016-12", "2016-02 to 2017-01", "2016-03 to 2017-02")
    }


def test_a_setting_moves_the_comparison_and_no_count(chain):
    found = compare_editions(chain["revision"], chain["setting"])
    (change,) = found.differences.settings
    assert (change.key, change.before, change.after) == ("comparators", [COMPARATOR], [])
    assert kinds(all_causes(found)) == {CauseKind.SETTING}
    assert "recorded-crime-rate" in moved_facts(found)
    assert found.headlines.moved == found.cells == ()


def test_residents_move_rates_and_no_count(chain):
    found = compare_editions(chain["setting"], chain["residents"])
    (change,) = found.differences.inputs
    assert change.added == ("population15_ltla21.csv",)
    assert {move.what for headline in found.headlines.moved for move in headline.moves} == {"per 1,000 residents"}
    assert kinds(all_causes(found)) == {CauseKind.OTHER_INPUT}
    rate = next(
        each for each in found.headlines.moved if (each.indicator_id, each.period) == ("recorded_crime", "2014/15")
    )
    assert (rate.moves[0].before, rate.moves[0].after) == ("1.2", "1.3")
    assert all(move.before != move.after for headline in found.headlines.moved for move in headline.moves)
    assert found.cells == ()


def test_a_local_break_moves_what_is_said_of_its_group(chain):
    found = compare_editions(chain["residents"], chain["break"])
    assert kinds(all_causes(found)) == {CauseKind.SETTING}
    assert {cause.words for cause in apart_from_code(all_causes(found))} == {
        "setting series_break: burglary-2016 added"
    }
    assert any("Without burglary" in text for text in moved_facts(found)["recorded-crime"].caveats_new)
    assert any("recorded otherwise" in text for text in moved_facts(found)["recording-changes"].caveats_new)
    assert "vehicle-crime" not in moved_facts(found)
    assert found.headlines.moved == ()


def test_a_new_month_completes_the_year_and_lengthens_the_series(chain):
    found = compare_editions(chain["break"], chain["month"])
    assert {key.month for key in found.differences.added} == {date(2017, 3, 1)}
    assert kinds(all_causes(found)) == {CauseKind.NEW_MONTH}
    counts = {
        each.period for each in found.headlines.moved for move in each.moves
        if move.what == "count" and each.indicator_id == "recorded_crime"
    }  # fmt: skip
    assert counts == {"2016/17"}
    crime = moved_facts(found)["recorded-crime"]
    assert "in 2015/16" in crime.sentence_before
    assert "in 2016/17" in crime.sentence
    assert found.headlines.only_limits > 0
    assert [cause.words for cause in apart_from_code(found.headlines.limits_causes)] == [
        "limits move because the series is longer: March 2017 (street files)"
    ]
    assert found.cells == ()


def test_of_many_changes_each_figure_is_given_those_that_can_touch_it(chain):
    found = compare_editions(chain["base"], chain["month"])
    headlines = {(each.indicator_id, each.period): each for each in found.headlines.moved}

    def causes(indicator, period, what):
        return kinds(next(move for move in headlines[indicator, period].moves if move.what == what).causes)

    assert causes("recorded_crime", "2014/15", "per 1,000 residents") == {CauseKind.OTHER_INPUT}
    assert causes("drugs", "2016-01 to 2016-12", "count") == {CauseKind.REVISION}
    assert causes("drugs", "2016/17", "count") == {CauseKind.NEW_MONTH, CauseKind.REVISION}
    assert causes("shoplifting", "2016/17", "count") == {CauseKind.NEW_MONTH}
    assert causes("bicycle_theft", "2016/17", "count") == {CauseKind.NEW_MONTH}
    assert causes("asb", "2016/17", "change on 2015/16") == {CauseKind.NEW_MONTH}
    burglary = {CauseKind.NEW_MONTH, CauseKind.REVISION, CauseKind.SETTING}
    assert causes("burglary", "2016/17", "change on 2014/15") == burglary
    assert {cell.month for cell in found.cells} == {date(2016, 12, 1)}
    assert kinds(cause for cell in found.cells for cause in cell.causes) == {CauseKind.REVISION}


def test_backwards_the_month_is_gone(chain):
    found = compare_editions(chain["month"], chain["break"])
    crime = moved_facts(found)["recorded-crime"]
    assert CauseKind.MONTH_GONE in kinds(crime.causes)
    assert CauseKind.NEW_MONTH not in kinds(all_causes(found))


def test_every_pair_says_why_of_everything_that_moved(chain):
    editions = list(chain.values())
    for older in editions:
        for newer in editions:
            found = compare_editions(older, newer)
            causes = all_causes(found)
            assert CauseKind.NOT_KNOWN not in kinds(causes)
            assert found.differences.code or causes == set(apart_from_code(causes))


def test_the_cells_are_the_rows_of_the_files(chain):
    """Counted from the CSV rows by LSOA name, without our placing."""
    before, after = street_rows(REVISED), revised_rows()

    def counted(rows, category):
        return sum(row[9] == category and row[8].startswith("Smallham") for row in rows)

    for cell in compare_editions(chain["base"], chain["revision"]).cells:
        assert (cell.before, cell.after) == (counted(before, cell.category), counted(after, cell.category))


def test_a_file_moved_elsewhere_is_no_change_of_a_figure(chain, tmp_path):
    workspace = small_workspace(tmp_path / "w")
    older = build_small(workspace).edition
    (workspace.inbox / "population16_ltla21.csv").rename(workspace.inbox / "residents_population16_ltla21.csv")
    found = compare_editions(older, build_small(workspace).edition)
    assert [(each.what, each.path_before) for each in found.differences.files] == [
        ("renamed", "population16_ltla21.csv")
    ]
    assert found.nothing_moved


def test_a_file_replaced_under_its_name_is_a_revision(tmp_path):
    workspace = small_workspace(tmp_path / "w")
    older = build_small(workspace).edition
    month = MONTHS[-1]
    put(workspace.inbox / "police" / street_name(month), street_bytes(street_rows(month)[:10]))
    found = compare_editions(older, build_small(workspace).edition)
    assert [each.what for each in found.differences.files] == ["replaced"]
    assert kinds(all_causes(found)) == {CauseKind.REVISION}
    assert found.cells
    assert any("replaced" in cause.words for cause in all_causes(found))


def test_an_older_issue_and_a_broken_file_are_in_no_figure_and_named_where_they_are_told_of(tmp_path):
    workspace = small_workspace(tmp_path / "w", MONTHS)
    older = build_small(workspace).edition
    month = MONTHS[-2]
    put(workspace.inbox / "early" / street_name(month), street_bytes(street_rows(month)[:12]))
    put(workspace.inbox / "early" / street_name(MONTHS[-4]), b"Crime ID,Month\r\n\xff,2016-12\r\n")
    found = compare_editions(older, build_small(workspace).edition)
    assert found.differences.revisions == found.cells == found.headlines.moved == ()
    assert set(moved_facts(found)) == {"revised-figures", "rows-unplaced"}
    assert kinds(all_causes(found)) == {CauseKind.OTHER_INPUT}
    assert all(
        cause.words.startswith("files that are in no figure: early/") for cause in apart_from_code(all_causes(found))
    )


def test_the_share_under_which_a_month_is_partial_is_named_where_it_judges_one(tmp_path):
    workspace = small_workspace(tmp_path / "w", MONTHS)
    put(workspace.inbox / "police" / street_name(MONTHS[20]), street_bytes(street_rows(MONTHS[20])[:4]))
    older = build_small(workspace).edition
    newer = build_small(set_setting(workspace, "partial_below_share = 0.1")).edition
    found = compare_editions(older, newer)
    assert [key.month for key in found.differences.rejudged] == [date(2015, 12, 1)]
    year = next(
        each for each in found.headlines.moved if (each.indicator_id, each.period) == ("recorded_crime", "2015/16")
    )
    assert year.moves[0].before == "not given (month partial)"
    assert kinds(all_causes(found)) == {CauseKind.SETTING}


def home_office(counts):
    return csv_text(HEADINGS, [row for quarter, count in counts for row in rows((count, 0, 0), (quarter,))])


def test_a_newer_table_of_the_home_office_adds_a_quarter_and_revises_one(tmp_path):
    workspace = small_workspace(tmp_path / "w")
    put(workspace.inbox / "issue-2017-01" / "prc-csp.csv", home_office([(1, 50), (2, 60), (3, 70)]))
    older = build_small(workspace).edition
    put(workspace.inbox / "issue-2017-04" / "prc-csp.csv", home_office([(1, 50), (2, 60), (3, 75), (4, 80)]))
    found = compare_editions(older, build_small(workspace).edition)
    revised = {(each.month, each.issue_before, each.issue) for each in found.differences.revisions}
    assert revised == {(date(2016, 10, 1), "2017-01", "2017-04")}
    assert {key.month for key in found.differences.added} == {date(2017, 1, 1)}
    year = next(
        each for each in found.headlines.moved if (each.indicator_id, each.period) == ("recorded_offences", "2016/17")
    )
    assert (year.moves[0].before, year.moves[0].after) == ("not given (month not supplied)", "265")
    assert kinds(year.moves[0].causes) == {CauseKind.NEW_MONTH, CauseKind.REVISION}
    assert kinds(moved_facts(found)["recorded-crime"].causes) >= {CauseKind.NEW_MONTH, CauseKind.REVISION}
    assert found.cells == ()


def doctored(edition, folder, *, sentence):
    """The edition as another program would have made it: other code, another sentence, and a manifest that says so."""
    path = folder / "editions" / "2017-02.9"
    shutil.copytree(edition.path, path)
    table, beside = path / "fact.parquet", path / "new.parquet"
    duckdb.connect().execute(
        f"COPY (SELECT * REPLACE (CASE fact_id WHEN 'recorded-crime' THEN '{sentence}' ELSE sentence END AS sentence) "
        f"FROM '{table.as_posix()}') TO '{beside.as_posix()}' (FORMAT parquet)"
    )
    beside.replace(table)
    manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    manifest["code"] = "0.0.9+another"
    manifest["tables"]["fact.parquet"]["sha256"] = sha256_of(table)
    (path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return Edition(path)


def test_another_program_is_named(chain, tmp_path):
    found = compare_editions(doctored(chain["base"], tmp_path, sentence="Said otherwise."), chain["base"])
    assert found.differences.code == ("0.0.9+another", chain["base"].manifest["code"])
    assert [fact.fact_id for fact in found.facts] == ["recorded-crime"]
    assert {cause.kind for cause in all_causes(found)} == {CauseKind.CODE}


def test_what_nothing_explains_is_said_to_be_so(chain, tmp_path):
    older = doctored(chain["base"], tmp_path, sentence="Said otherwise.")
    manifest = json.loads((older.path / "manifest.json").read_text(encoding="utf-8"))
    manifest["code"] = chain["base"].manifest["code"]
    (older.path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = compare_editions(Edition(older.path), chain["base"])
    assert kinds(all_causes(found)) == {CauseKind.NOT_KNOWN}


def differences(**what):
    empty = {
        "files": (),
        "added": (),
        "gone": (),
        "rejudged": (),
        "revisions": (),
        "inputs": (),
        "settings": (),
        "code": None,
    }
    return Differences(**{**empty, "reissued": 0, **what})


OWN, OTHER = frozenset({"E23099001"}), "E23099002"
MAY, JUNE = date(2016, 5, 1), date(2016, 6, 1)


@pytest.mark.parametrize(
    ("span", "is_cause"),
    [
        (Span("police_uk_street", OWN, MAY, JUNE), False),
        (Span("police_uk_street", frozenset({OTHER}), MAY, MAY), False),
        (Span("police_uk_outcomes", frozenset({OTHER}), MAY, JUNE), False),
        (Span("police_uk_street", frozenset({OTHER}), MAY, JUNE), True),
        (Span("police_uk_street", None), True),
    ],
)
def test_a_month_is_a_cause_only_of_its_own_feed_force_and_period(span, is_cause):
    found = causes_of(differences(added=(FeedMonth("police_uk_street", OTHER, JUNE),)), [Reach((span,))])
    assert kinds(found) == {CauseKind.NEW_MONTH if is_cause else CauseKind.NOT_KNOWN}


def test_a_quarter_of_the_same_file_read_otherwise_is_no_revision(tmp_path):
    workspace = small_workspace(tmp_path / "w")
    put(workspace.inbox / "issue-2017-01" / "prc-csp.csv", home_office([(1, 50), (2, 60), (3, 70)]))
    side = read_side(build_small(workspace).edition)
    otherwise = {key: row | {"digest": "another"} for key, row in side.quarters.items()}
    assert otherwise
    assert differences_of(side, replace(side, quarters=otherwise)).revisions == ()
    replaced = {key: row | {"sha256": "another"} for key, row in otherwise.items()}
    assert len(differences_of(side, replace(side, quarters=replaced)).revisions) == len(otherwise)


def test_a_revised_month_whose_counts_stand_is_no_cause():
    revision = Revision("police_uk_street", "E23099001", MAY, "a.csv", "a.csv", None, None)
    same = Reach((Span("police_uk_street", OWN, MAY, JUNE, frozenset({JUNE})),))
    moved = Reach((Span("police_uk_street", OWN, MAY, JUNE, frozenset({MAY})),))
    assert kinds(causes_of(differences(revisions=(revision,)), [same])) == {CauseKind.NOT_KNOWN}
    assert kinds(causes_of(differences(revisions=(revision,)), [moved])) == {CauseKind.REVISION}


def test_causes_that_cannot_be_told_apart_are_all_named():
    found = causes_of(
        differences(
            added=(FeedMonth("police_uk_street", OTHER, MAY),),
            settings=(SettingChange("aliases", {}, {"Smallham": AREA}), SettingChange("simulated", False, True)),
            code=("1", "2"),
        ),
        [Reach((Span("police_uk_street"),), settings=frozenset({"aliases"}))],
    )
    assert {cause.kind for cause in found} == {CauseKind.NEW_MONTH, CauseKind.SETTING, CauseKind.CODE}
    assert "simulated" not in " ".join(cause.words for cause in found)


@pytest.fixture(scope="module")
def of_residents(tmp_path_factory):
    """Two editions: others are residents, a list of most similar areas came, and a break of burglary."""
    workspace = small_workspace(tmp_path_factory.mktemp("residents") / "w", MONTHS)
    write_csv(workspace.inbox / "prc-csp-1617", [*rows(year="2015/16"), *rows(year="2016/17")])
    first = build_small(workspace).edition
    people = [(code, "Name", 60_000) for code in ("E06099001", "E06099002")]
    put(
        workspace.inbox / "population16_ltla21.csv",
        csv_text(("ltla21_code", "ltla21_name", "total_population"), people),
    )
    headings = ("area_code", "member_code", "member_name", "group_issued")
    group = csv_text(headings, [(AREA, COMPARATOR, "Littleton", "2016-09")])
    put(workspace.inbox / "most-similar-group.csv", group)
    path = workspace.path / "saferplan.toml"
    path.write_text(path.read_text(encoding="utf-8") + BREAK.replace("2015-06", "2016-04"), encoding="utf-8")
    return first, build_small(open_workspace(workspace.path)).edition


@pytest.mark.parametrize("fact_id", ["force-position", "country-position", "recorded-crime-rate"])
def test_neither_the_list_of_similar_areas_nor_a_break_can_move_a_rate(of_residents, fact_id):
    causes = apart_from_code(moved_facts(compare_editions(*of_residents))[fact_id].causes)
    assert {cause.kind for cause in causes} == {CauseKind.OTHER_INPUT}
    said = " ".join(cause.words for cause in causes)
    assert "similar" not in said.lower()
    assert "esident" in said or "opulation" in said


def test_the_list_of_similar_areas_moves_the_fact_about_them(of_residents):
    causes = moved_facts(compare_editions(*of_residents))["most-similar-position"].causes
    assert any("similar" in cause.words.lower() for cause in causes)
    assert not any("series_break" in cause.words for cause in causes)


def test_the_log_is_the_pairs_newest_first_and_goes_on_past_a_broken_edition(chain, tmp_path):
    folder = tmp_path / "w"
    for edition in chain.values():
        shutil.copytree(edition.path, folder / "editions" / edition.name)
    entries = revision_log(folder)
    names = [edition.name for edition in chain.values()]
    assert [(entry.older, entry.newer) for entry in entries] == list(pairwise(names))[::-1]
    assert all(entry.comparison for entry in entries)
    broken = folder / "editions" / names[2]
    with (broken / "fact.parquet").open("ab") as table:
        table.write(b"x")
    entries = revision_log(folder)
    assert [bool(entry.comparison) for entry in entries] == [True, True, False, False, True]
    assert "has been altered" in entries[2].trouble


def test_tables_of_an_earlier_version_are_refused(chain, tmp_path):
    path = tmp_path / "2017-02.1"
    shutil.copytree(chain["base"].path, path)
    con = duckdb.connect()
    table = (path / "coverage.parquet").as_posix()
    con.execute(f"CREATE TABLE old AS SELECT * EXCLUDE (feed) FROM '{table}'")
    con.execute(f"COPY old TO '{table}' (FORMAT parquet)")
    with pytest.raises(EditionError, match="earlier"):
        compare_editions(Edition(path), chain["month"])


def with_more(workspace, text):
    with (workspace.path / "saferplan.toml").open("a", encoding="utf-8") as settings:
        settings.write(text)
    return build_small(open_workspace(workspace.path)).edition


def test_what_is_police_generated_is_the_cause_of_whatever_it_moves(tmp_path):
    workspace = small_workspace(tmp_path / "w", MONTHS)
    for month in MONTHS[-12:]:
        put(workspace.inbox / "police" / street_name(month), street_bytes(street_rows(month, 120)))
    older = build_small(workspace).edition
    assert older.rows("SELECT status FROM fact WHERE fact_id = 'largest-rise'") == [{"status": "stated"}]
    classified = '\n[[police_generated]]\nfrom_month = "2014-04"\ncategories = ["Drugs"]\n'
    found = compare_editions(older, with_more(workspace, classified))
    assert {"police-generated", "largest-rise"} <= moved_facts(found).keys()
    assert {cause.words for cause in apart_from_code(all_causes(found))} == {
        "setting police_generated: the one from 2014-04 added"
    }


def test_a_place_that_people_visit_moves_rates_of_small_areas_and_is_named(tmp_path):
    workspace = small_workspace(tmp_path / "w", MONTHS[:35])
    older = build_small(workspace).edition
    lsoa = older.rows("SELECT area_code FROM area WHERE area_type = 'lsoa' AND role = 'own' ORDER BY 1")[0]["area_code"]
    newer = build_small(set_setting(workspace, f'visited_areas = ["{lsoa}"]')).edition
    found = compare_editions(older, newer)
    assert not found.nothing_moved
    (lsoas,) = [each for each in found.tables if each.table == "measure"]
    assert (lsoas.area_type, kinds(lsoas.causes)) == ("lsoa", {CauseKind.SETTING})
    assert lsoas.moved == len(newer.rows("SELECT * FROM measure WHERE missing_reason = 'visited_place'")) > 0


def test_an_area_of_the_partnerships_own_is_told_with_all_that_is_measured_of_it(tmp_path):
    workspace = small_workspace(tmp_path / "w", MONTHS[:35])
    older = build_small(workspace).edition
    own = '\n[[custom_area]]\ncode = "town"\nname = "Town"\nkind = "beat"\nlsoas = ["E01099001"]\n'
    newer = with_more(workspace, own)
    found = compare_editions(older, newer)
    (areas,) = [each for each in found.tables if each.table == "measure"]
    assert {cause.words for cause in apart_from_code(areas.causes)} == {"setting custom_area: town added"}
    assert areas.new == len(newer.rows("SELECT * FROM measure WHERE area_type = 'custom'")) > 0


def test_a_month_more_is_new_rows_of_small_areas_whose_counts_stand(chain):
    found = small_area_counts(compare_editions(chain["break"], chain["month"]))
    assert found
    assert {(each.moved, each.gone) for each in found} == {(0, 0)}


def test_rows_that_say_the_same_with_other_limits_are_told_apart(chain):
    """A month more makes every series longer: the limits of every period move, and no count of a period that both have."""
    older, newer = chain["break"], chain["month"]
    kept = {
        (row["indicator_id"], row["area_type"], row["area_code"], row["period_type"], row["period"]): row
        for row in older.rows("SELECT * FROM measure")
    }
    pairs = [(kept.get(tuple(row.values())[:5]), row) for row in newer.rows("SELECT * FROM measure")]
    both = [(before, row) for before, row in pairs if before and before != row]
    said = ("count", "value", "missing_reason", "missing_months")
    alike = [row for before, row in both if all(before[name] == row[name] for name in said)]
    moves = [each for each in compare_editions(older, newer).tables if each.table == "measure"]
    assert (sum(each.limits for each in moves), sum(each.moved for each in moves)) == (
        len(alike),
        len(both) - len(alike),
    )
    assert len(alike) > 0
    assert all("limits move" in cause.words for each in moves if each.limits for cause in apart_from_code(each.causes))


def test_a_revised_month_moves_small_areas_and_is_their_cause(chain):
    found = small_area_counts(compare_editions(chain["base"], chain["revision"]))
    assert found
    assert {kind for each in found for kind in kinds(each.causes)} == {CauseKind.REVISION}


def small_area_counts(found):
    return [each for each in found.tables if each.table == "monthly_count" and each.area_type in ("ward", "lsoa")]


def test_where_no_rule_knows_of_it_whatever_setting_changed_is_named():
    setting = SettingChange("visited_areas", [], ["E99"])
    found = causes_of(differences(settings=(setting,)), [Reach(settings=frozenset({"area"}))])
    assert [(cause.kind, cause.words) for cause in found] == [(CauseKind.SETTING, "setting visited_areas: E99 added")]
    both = causes_of(differences(settings=(setting,), code=("a", "b")), [Reach()])
    assert [cause.kind for cause in both] == [CauseKind.SETTING, CauseKind.CODE]
    other = SettingChange("area", "E1", "E2")
    (cause,) = causes_of(differences(settings=(setting, other)), [Reach(settings=frozenset({"area"}))])
    assert cause.words == "setting area: was E1, now E2"
