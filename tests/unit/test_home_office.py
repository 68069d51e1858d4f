"""The Home Office's table: three forms of file, drifting names, issues, sums of wider areas, refusals by row."""

from datetime import date

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from tests.support.home_office import HEADINGS, HOMICIDE, noughts, rows, write_csv
from tests.support.small import (
    AREA,
    COMPARATOR,
    build_small,
    by_path,
    check_small,
    csv_text,
    put,
    small_workspace,
    unaccounted,
)

from saferplan.base.errors import InputError
from saferplan.base.home_office import NOT_FRAUD, SUBGROUP_OF_LABEL, SUBGROUPS, normal_subgroup
from saferplan.cli.coverage import coverage_lines
from saferplan.pipeline.coverage import coverage_of
from saferplan.pipeline.workspace import open_workspace

NOTES = (["Police recorded crime by community safety partnership"], [], ["Figures are provisional."])


def write_xlsx(path, table):
    """As published: notes above the table, a sheet without any, whole numbers as numbers."""
    workbook = openpyxl.Workbook()
    workbook.active.title = "Cover"
    workbook.active.append(["Contents"])
    sheet = workbook.create_sheet("Table_2016-17")
    for row in (*NOTES, HEADINGS, *table):
        sheet.append(list(row))
    path = path.with_suffix(".xlsx")
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(path)
    return path


def write_ods(path, table):
    document = OpenDocumentSpreadsheet()
    sheet = Table(name="Table_2016-17")
    for row in (*NOTES, HEADINGS, *table):
        line = TableRow()
        for value in row:
            is_number = isinstance(value, int)
            cell = TableCell(valuetype="float", value=value) if is_number else TableCell(valuetype="string")
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    path = path.with_suffix(".ods")
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


@pytest.fixture
def workspace(tmp_path):
    return small_workspace(tmp_path / "smallshire")


def counts(edition, indicator="recorded_offences", period="2016/17"):
    return {row["area_code"]: row["count"] for row in edition.rows(
        "SELECT area_code, count FROM measure WHERE indicator_id = ? AND period = ?", [indicator, period])}  # fmt: skip


@pytest.mark.parametrize("write", [write_csv, write_xlsx, write_ods], ids=lambda write: write.__name__)
def test_the_table_is_read_alike_as_csv_workbook_and_open_document(workspace, write):
    path = write(workspace.inbox / "home_office" / "prc-csp-1617", rows())
    edition = build_small(workspace).edition
    found = [
        row for row in edition.table("input_file") if row["path"].startswith(f"home_office/{path.name}") and row["kept"]
    ]
    assert [(row["rows_in"], row["kept"], row["refused"]) for row in found] == [(len(rows()), len(rows()), 0)]
    assert not unaccounted(edition.table("input_file"))
    assert counts(edition)[AREA] == 4 * (412 + 9 - 1)
    assert counts(edition, "rape")[AREA] == 36
    assert counts(edition)["E23099001"] == counts(edition)["E92000001"] == 2 * counts(edition)[AREA]


def test_headings_are_known_in_any_case_and_with_blanks_around_them(workspace):
    headings = [f" {heading.lower()} " for heading in HEADINGS]
    put(workspace.inbox / "prc-csp-1617.csv", csv_text(headings, rows()))
    edition = build_small(workspace).edition
    assert by_path(edition.table("input_file"))["prc-csp-1617.csv"]["kept"] == len(rows())
    assert counts(edition)[AREA] == 4 * (412 + 9 - 1)


def test_a_refused_row_of_a_sheet_is_named_by_its_line_in_the_sheet(workspace):
    table = rows()
    table[2][8] = "some"
    table[5][3] = "Smallham-on-Sea"
    table[7][6] = "Sorcery"
    path = write_xlsx(workspace.inbox / "prc-csp-1617", table)
    edition = build_small(workspace).edition
    first = len(NOTES) + 2  # the line of the first row below the headings
    found = edition.rows(
        "SELECT line, column_name, value FROM refusal WHERE column_name LIKE 'Offence%' OR column_name = 'CSP Name' ORDER BY line"
    )
    assert [tuple(row.values()) for row in found] == [
        (first + 2, "Offence Count", "some"),
        (first + 5, "CSP Name", "Smallham-on-Sea"),
        (first + 7, "Offence Subgroup", "Sorcery"),
    ]  # fmt: skip
    assert not unaccounted(edition.table("input_file"))
    checked = check_small(path)
    assert [row["refused"] for row in checked.files if row["kept"]] == [2]  # without a lookup no name can be denied


def test_the_newest_issue_of_a_quarter_counts_and_the_difference_is_kept(workspace):
    write_csv(workspace.inbox / "issue-2017-01" / "prc-csp-1617", rows((400, 9, 0), quarters=(1, 2)))
    write_csv(workspace.inbox / "issue-2017-04" / "prc-csp-1617", rows())
    edition = build_small(workspace).edition
    assert counts(edition)[AREA] == 4 * 420
    files = by_path(edition.table("input_file"))
    assert files["issue-2017-01/prc-csp-1617.csv"]["superseded"] == len(rows(quarters=(1, 2)))
    revisions = edition.rows("SELECT * FROM revision WHERE category = '46' AND place = 'Smallham' ORDER BY month")
    assert [(row["count_before"], row["count"], row["issue_before"], row["issue"]) for row in revisions] == [
        (400, 412, "2017-01", "2017-04")
    ] * 2


def test_a_newer_issue_of_one_partnership_leaves_the_others_as_they_were(workspace):
    write_csv(workspace.inbox / "issue-2017-01" / "prc-csp-1617", rows())
    write_csv(workspace.inbox / "issue-2017-04" / "prc-csp-1617", rows((413, 9, -1), csps=("Littleton",)))
    edition = build_small(workspace).edition
    assert (counts(edition)[AREA], counts(edition)[COMPARATOR]) == (1680, 1684)
    files = by_path(edition.table("input_file"))
    assert files["issue-2017-01/prc-csp-1617.csv"]["superseded"] == len(rows(csps=("Littleton",)))
    assert {(row["place"], row["category"]) for row in edition.table("revision")} == {("Littleton", "46")}
    assert not unaccounted(edition.table("input_file"))


def test_files_of_one_partnership_each_need_no_order(workspace):
    for csp in ("Smallham", "Littleton"):
        write_csv(workspace.inbox / f"prc-csp-{csp}", rows(csps=(csp,)))
    assert counts(build_small(workspace).edition)["E23099001"] == 2 * 1680


def test_two_files_of_a_quarter_without_an_order_stop_the_build(workspace):
    write_csv(workspace.inbox / "a" / "prc-csp", rows())
    write_csv(workspace.inbox / "b" / "prc-csp", rows((413, 9, 0)))
    with pytest.raises(InputError, match="both give the quarter from 2016-04") as caught:
        build_small(workspace)
    assert "issue-YYYY-MM" in caught.value.way_out


def test_files_that_chain_years_are_one_series(workspace):
    write_csv(workspace.inbox / "prc-csp-1516", rows(year="2015/16"))
    write_csv(workspace.inbox / "prc-csp-1617", rows())
    found = build_small(workspace).edition
    (change,) = found.rows(
        "SELECT * FROM change WHERE indicator_id = 'recorded_offences' AND area_code = ? AND period = '2016/17' AND years = 1",
        [AREA],
    )
    assert (change["count"], change["count_before"]) == (1680, 1680)
    assert change["verdict"] != "not_enough_history"  # eight quarters are 24 months


def test_a_quarter_that_was_not_supplied_is_a_gap(workspace):
    write_csv(workspace.inbox / "prc-csp-1617", rows(quarters=(1, 2, 4)))
    edition = build_small(workspace).edition
    (row,) = edition.rows(
        "SELECT * FROM measure WHERE indicator_id = 'recorded_offences' AND area_code = ? AND period = '2016/17'",
        [AREA],
    )
    assert (row["count"], row["missing_reason"]) == (None, "month_not_supplied")
    assert row["missing_months"] == "2016-10 2016-11 2016-12"


def test_a_force_is_not_summed_while_a_partnership_of_it_is_missing(workspace):
    write_csv(workspace.inbox / "prc-csp-1617", rows(csps=("Smallham",)))
    found = counts(build_small(workspace).edition)
    assert found[AREA] == 1680
    assert found.get("E23099001") is None
    assert COMPARATOR not in found


@pytest.mark.parametrize(
    ("column", "value"),
    [(8, "some"), (6, "Sorcery"), (1, 7)],
    ids=["number", "subgroup", "quarter"],
)
def test_a_quarter_short_of_a_refused_row_is_not_whole(workspace, column, value):
    table = rows()
    table[6][column] = value  # Smallham's shoplifting of the second quarter
    write_csv(workspace.inbox / "prc-csp-1617", table)
    edition = build_small(workspace).edition
    assert counts(edition).get(AREA) is None
    assert counts(edition)[COMPARATOR] == 1680  # the neighbour's year is whole
    assert counts(edition).get("E23099001") is None
    assert not unaccounted(edition.table("input_file"))


def test_a_repeated_row_is_a_duplicate_or_refused_and_never_counted_twice(workspace):
    table = rows()
    write_csv(workspace.inbox / "prc-csp-1617", [*table, table[0]])
    edition = build_small(workspace).edition
    found = by_path(edition.table("input_file"))["prc-csp-1617.csv"]
    assert (found["duplicates"], found["refused"]) == (1, 0)
    assert counts(edition)[AREA] == 1680
    write_csv(workspace.inbox / "prc-csp-1617", [*table, [*table[0][:8], 99]])
    edition = build_small(workspace).edition
    assert by_path(edition.table("input_file"))["prc-csp-1617.csv"]["refused"] == 1
    assert counts(edition)[AREA] is None  # it cannot be told which of the two is right


@pytest.mark.parametrize("space", ["  ", "\u00a0"], ids=["two spaces", "no-break space"])
def test_white_space_in_a_subgroup_is_no_other_subgroup(workspace, space):
    table = rows()
    table[1][6] = f"Rape{space}offences"
    path = write_csv(workspace.inbox / "prc-csp-1617", table)
    assert not check_small(path).refusals
    edition = build_small(workspace).edition
    assert counts(edition, "rape")[AREA] == 36
    assert {row["offence_subgroup"] for row in edition.table("home_office_count")} == set(NOT_FRAUD)


@pytest.mark.parametrize(
    ("column", "spelling"),
    [(3, "SMALLHAM "), (6, "Rape"), (7, " 19c "), (7, "019C"), (4, "Rape of a female aged  16 and over")],
    ids=["partnership", "subgroup", "small letter", "nought", "description"],
)
def test_a_row_that_repeats_another_under_another_spelling_is_counted_once_and_told(workspace, column, spelling):
    table = rows()
    again = [spelling if place == column else value for place, value in enumerate(table[1])]
    path = write_csv(workspace.inbox / "prc-csp-1617", [*table, again])
    edition = build_small(workspace).edition
    assert counts(edition, "rape")[AREA] == 36
    assert by_path(edition.table("input_file"))[path.name]["duplicates"] == 1
    told = edition.rows("SELECT text FROM fact_caveat WHERE fact_id = 'repeated-rows' ORDER BY position")
    assert told[-1]["text"] == (
        "In the Home Office's tables 1 row repeats the place, quarter, code and number of an earlier row of the file, however "
        "each is spelled, and was dropped."
    )


def test_a_code_with_the_same_number_under_another_description_is_refused_and_not_dropped(workspace):
    table = rows()
    other = [*table[1][:4], "Rape of a male", *table[1][5:]]
    write_csv(workspace.inbox / "prc-csp-1617", [*table, other])
    edition = build_small(workspace).edition
    (found,) = edition.rows("SELECT line, value, reason FROM refusal WHERE column_name = 'Offence Code'")
    assert (found["line"], found["value"]) == (len(table) + 2, "19C")
    assert found["reason"].endswith("but describes another offence.")
    assert counts(edition, "rape")[AREA] is None


def test_another_spelling_is_no_revision(workspace):
    table = rows()
    for row in table:
        row[3], row[7] = row[3].upper(), f" {row[7].lower()}"
    write_csv(workspace.inbox / "issue-2017-01" / "prc-csp-1617", table)
    write_csv(workspace.inbox / "issue-2017-04" / "prc-csp-1617", rows((413, 9, -1)))
    revised = build_small(workspace).edition.table("revision")
    assert {(row["category"], row["count_before"], row["count"]) for row in revised} == {("46", 412, 413)}


def test_a_quarter_short_of_a_row_under_a_spelling_of_its_own_is_not_whole(workspace):
    table = rows()
    table[7][3], table[7][8] = "SMALLHAM", "some"  # a few rapes: too few to be missed by the share of the usual
    write_csv(workspace.inbox / "prc-csp-1617", table)
    found = counts(build_small(workspace).edition)
    assert (found[AREA], found[COMPARATOR]) == (None, 1680)


def test_severity_weighs_a_code_of_several_offences_in_any_order_of_its_parts(workspace):
    write_csv(workspace.inbox / "prc-csp-1617", [*rows((412, 9, 0)), [*HOMICIDE, 2]])
    others = [(row[7], 1) for row in noughts() if row[6] != "Homicide"]
    weights = [*dict(others).items(), ("46", 20), ("19c", 1000), ("26", 10), ("1/4.1/4.10/4.2", 7000)]
    put(workspace.inbox / "severity-weights.csv", csv_text(("Offence_code", "Weight"), weights))
    (found,) = build_small(workspace).edition.rows(
        "SELECT severity, unweighted_codes FROM severity_coverage WHERE area_code = ?", [AREA]
    )
    assert (found["severity"], found["unweighted_codes"]) == (4 * (412 * 20 + 9 * 1000) + 2 * 7000, "")


def test_a_code_of_several_offences_may_stand_in_several_rows(workspace):
    write_csv(workspace.inbox / "prc-csp-1617", [*rows(), [*HOMICIDE, 1], [*HOMICIDE, 2]])
    edition = build_small(workspace).edition
    assert counts(edition)[AREA] == 1680 + 3
    assert by_path(edition.table("input_file"))["prc-csp-1617.csv"]["kept"] == len(rows()) + 2


def test_a_quarter_with_far_fewer_rows_than_others_is_not_whole(workspace):
    table = [
        row for row in rows() if row[3] != "Littleton" or row[1] != 4 or row[7] == "46"
    ]  # cut short: one row of many
    write_csv(workspace.inbox / "prc-csp-1617", table)
    found = counts(build_small(workspace).edition)
    assert (found[AREA], found[COMPARATOR], found["E23099001"]) == (1680, None, None)


def measured(edition, indicator, area=AREA):
    (row,) = edition.rows(
        "SELECT * FROM measure WHERE indicator_id = ? AND area_code = ? AND period = '2016/17'", [indicator, area]
    )
    return row


def test_a_subgroup_without_any_row_of_a_quarter_is_a_gap_and_no_fall_to_none(workspace):
    table = [row for row in two_years() if (row[0], row[1], row[6]) != ("2016/17", 3, "Rape offences")]
    write_csv(workspace.inbox / "prc-csp-1617", table)
    edition = build_small(workspace).edition
    for indicator in ("rape", "sexual_offences", "recorded_offences"):
        found = measured(edition, indicator)
        assert (found["count"], found["missing_reason"]) == (None, "not_in_table")
        assert found["missing_months"] == "2016-10 2016-11 2016-12"
    assert measured(edition, "criminal_damage")["count"] == 0  # the table has rows that say so
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'rape'")
    assert fact["status"] == "refused"
    assert fact["sentence"] == (
        "It is not known for Smallham in 2016/17 (for October 2016 to December 2016 the Home Office's table supplied has no row of "
        "some of what is counted, for any area)."
    )
    assert fact["way_out"].startswith("Put the Home Office's whole table, which has a row with 0")


def test_a_row_of_any_area_shows_that_the_table_has_the_subgroup(workspace):
    table = [row for row in rows() if row[3] == "Littleton" or row[6] != "Rape offences"]
    write_csv(workspace.inbox / "prc-csp-1617", table)
    assert measured(build_small(workspace).edition, "rape")["count"] == 0


def test_an_indicator_by_codes_is_a_gap_only_if_no_code_of_it_has_a_row(workspace):
    weapons = ["2016/17", 1, "Smallshire", "Smallham", "Knives", "Group", "Possession of weapons offences", "10D", 3]
    write_csv(
        workspace.inbox / "prc-csp-1617", [*rows(), *([*weapons[:1], quarter, *weapons[2:]] for quarter in (1, 2, 3))]
    )
    assert measured(build_small(workspace).edition, "knife_possession")["missing_months"] == "2017-01 2017-02 2017-03"
    write_csv(
        workspace.inbox / "prc-csp-1617",
        [*rows(), *([*weapons[:1], quarter, *weapons[2:]] for quarter in (1, 2, 3, 4))],
    )
    assert measured(build_small(workspace).edition, "knife_possession")["count"] == 12


def test_a_table_that_counts_deaths_by_driving_with_injuries_lacks_nothing(workspace):
    driving = "Death or serious injury by unlawful driving"
    write_csv(workspace.inbox / "prc-csp-1617", [row for row in rows() if row[6] != driving])
    assert measured(build_small(workspace).edition, "recorded_offences")["count"] == 1680
    neither = [row for row in rows() if row[6] not in (driving, "Violence with injury")]
    write_csv(workspace.inbox / "prc-csp-1617", neither)
    assert measured(build_small(workspace).edition, "recorded_offences")["missing_reason"] == "not_in_table"


def test_a_fall_to_none_has_no_range(workspace):
    table = two_years()
    for row in table:
        row[8] = 0 if row[0] == "2016/17" and row[7] == "19C" else row[8]
    write_csv(workspace.inbox / "prc-csp-1617", table)
    edition = build_small(workspace).edition
    (change,) = edition.rows(
        "SELECT * FROM change WHERE indicator_id = 'rape' AND area_code = ? AND period = '2016/17' AND years = 1",
        [AREA],
    )
    assert (change["count"], change["value"], change["lower"], change["upper"]) == (0, -1, None, None)
    (said,) = edition.rows("SELECT text FROM fact_caveat WHERE fact_id = 'rape' AND text LIKE '%range%'")
    assert said["text"].startswith("With none recorded no range can be given for the change:")


def test_a_table_whose_rows_were_refused_is_not_said_not_to_have_been_supplied(workspace):
    table = rows()
    for row in table:
        row[3] = "Smallham-on-Sea" if row[3] == "Smallham" else row[3]
    write_csv(workspace.inbox / "prc-csp-1617", table)
    edition = build_small(workspace).edition
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'rape'")
    assert fact["sentence"] == (
        "No whole year of the Home Office's recorded crime by partnership could be counted: "
        f"{len(table) // 2} rows of the Home Office's table were refused."
    )
    assert fact["way_out"].startswith("Run saferplan check on the table")


def two_years(**changed):
    """Two years of the table, with other counts of shoplifting for Smallham in the quarters given as `y16q2=0`."""
    table = [*rows(year="2015/16"), *rows(year="2016/17")]
    for row in table:
        if row[3] == "Smallham" and (count := changed.get(f"y{row[0][2:4]}q{row[1]}")) is not None:
            row[8] = count if row[7] == "46" else 0
    return table


def own_measure(edition, period, area=AREA):
    asked = "SELECT * FROM measure WHERE indicator_id = 'recorded_offences' AND area_code = ? AND period = ?"
    (row,) = edition.rows(asked, [area, period])
    return row


def refuse(table, csps, *quarters):
    """The table with counts that nobody can read, in all rows of some places and quarters."""
    return [[*row[:8], "some"] if row[3] in csps and (row[0], row[1]) in quarters else row for row in table]


BOTH, SMALLHAM = ("Smallham", "Littleton"), ("Smallham",)


@pytest.mark.parametrize(
    ("csps", "quarter"), [(SMALLHAM, 2), (BOTH, 2), (BOTH, 4)], ids=["own", "all", "all of the newest quarter"]
)
def test_a_quarter_whose_rows_were_all_refused_is_not_said_not_to_have_been_supplied(workspace, csps, quarter):
    write_csv(workspace.inbox / "prc-csp", refuse(two_years(), csps, ("2016/17", quarter)))
    edition = build_small(workspace).edition
    found = own_measure(edition, "2016/17")
    months = {2: "2016-07 2016-08 2016-09", 4: "2017-01 2017-02 2017-03"}[quarter]
    assert (found["count"], found["missing_reason"], found["missing_months"]) == (None, "rows_refused", months)
    assert own_measure(edition, "2015/16")["count"] == 1680
    assert own_measure(edition, "2016/17", COMPARATOR)["count"] == (1680 if csps == SMALLHAM else None)
    assert own_measure(edition, "2016/17", "E23099001")["missing_reason"] == "rows_refused"
    statuses = edition.rows("SELECT DISTINCT strftime(month, '%Y-%m') AS month, status FROM coverage "
                            "WHERE feed = 'home_office_csp' AND status = 'partial' ORDER BY month")  # fmt: skip
    assert " ".join(row["month"] for row in statuses) == months
    assert not unaccounted(edition.table("input_file"))


def test_a_quarter_short_of_one_refused_row_says_that_too(workspace):
    table = two_years()
    table[0] = [*table[0][:8], "some"]
    write_csv(workspace.inbox / "prc-csp", table)
    edition = build_small(workspace).edition
    assert own_measure(edition, "2015/16")["missing_reason"] == "rows_refused"
    (said,) = edition.rows("SELECT text FROM fact_caveat WHERE fact_id = 'rape' AND text LIKE 'No change%'")
    assert said["text"] == (
        "No change is given: the year before is not known (not all of April 2015 to June 2015 could be counted, for rows of the "
        "Home Office's table were refused)."
    )


def test_a_place_whose_rows_were_all_refused_has_figures_that_say_so(workspace):
    years = [(year, quarter) for year in ("2015/16", "2016/17") for quarter in (1, 2, 3, 4)]
    write_csv(workspace.inbox / "prc-csp", refuse(two_years(), BOTH, *years))
    edition = build_small(workspace).edition
    for area in (AREA, COMPARATOR):
        assert own_measure(edition, "2016/17", area)["missing_reason"] == "rows_refused"


def test_rows_whose_quarter_cannot_be_read_may_be_of_any_of_the_file(workspace):
    table = [[row[0], 7, *row[2:]] if row[3] == "Smallham" else row for row in rows()]
    write_csv(workspace.inbox / "prc-csp-1617", table)
    found = own_measure(build_small(workspace).edition, "2016/17")
    assert (found["missing_reason"], len(found["missing_months"].split())) == ("rows_refused", 12)


def test_rows_refused_of_an_older_file_are_no_loss_where_a_newer_one_gives_the_quarter(workspace):
    write_csv(workspace.inbox / "issue-2017-01" / "prc-csp", refuse(rows(), SMALLHAM, ("2016/17", 2)))
    write_csv(workspace.inbox / "issue-2017-04" / "prc-csp", rows())
    assert own_measure(build_small(workspace).edition, "2016/17")["count"] == 1680


@pytest.mark.parametrize("how", ["utf-16", "latin-1", "without a column"])
def test_a_table_that_was_refused_as_a_whole_is_not_said_not_to_have_been_supplied(workspace, how):
    width = 8 if how == "without a column" else 9
    text = csv_text(HEADINGS[:width], [[*row[:4], f"{row[4]} é", *row[5:width]] for row in rows()])
    put(workspace.inbox / "prc-csp-1617.csv", text if how == "without a column" else text.encode(how))
    edition = build_small(workspace).edition
    refused = by_path(edition.table("input_file"))["prc-csp-1617.csv"]["refused"]
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'rape'")
    assert fact["sentence"] == (
        "No whole year of the Home Office's recorded crime by partnership could be counted: "
        f"{refused} rows of the Home Office's table were refused."
    )
    assert (
        fact["way_out"]
        == "Run saferplan check on the table: it names what was refused and why. Mend that, and build again."
    )


@pytest.mark.parametrize("count", [0, 100, 250], ids=["none", "a quarter", "under six tenths"])
def test_a_quarter_with_far_fewer_offences_than_usual_is_no_fall_in_crime(workspace, count):
    write_csv(workspace.inbox / "prc-csp-1617", two_years(y16q2=count))
    edition = build_small(workspace).edition
    found = own_measure(edition, "2016/17")
    assert (found["count"], found["missing_reason"]) == (None, "month_partial")
    assert found["missing_months"] == "2016-07 2016-08 2016-09"
    assert counts(edition)[COMPARATOR] == 1680  # the neighbour's year is whole
    assert counts(edition)["E23099001"] is None
    statuses = {str(row["month"])[:7]: row["status"] for row in edition.rows(
        "SELECT month, status FROM coverage WHERE feed = 'home_office_csp' AND month >= DATE '2015-04-01'")}  # fmt: skip
    assert [month for month, status in statuses.items() if status == "partial"] == ["2016-07", "2016-08", "2016-09"]
    assert own_measure(edition, "2015/16")["count"] == 1680


def test_a_quarter_with_fewer_offences_that_are_not_far_fewer_counts(workspace):
    write_csv(workspace.inbox / "prc-csp-1617", two_years(y16q2=280))
    assert own_measure(build_small(workspace).edition, "2016/17")["count"] == 3 * 420 + 280


def test_the_share_is_that_of_the_settings(workspace):
    write_csv(workspace.inbox / "prc-csp-1617", two_years(y16q2=250))
    settings = workspace.path / "saferplan.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("# partial_below_share = 0.6", "partial_below_share = 0.5"),
                        encoding="utf-8")  # fmt: skip
    assert own_measure(build_small(open_workspace(workspace.path)).edition, "2016/17")["count"] == 3 * 420 + 250


def test_a_few_offences_more_or_less_say_nothing_of_a_small_place(workspace):
    table = [*rows((9, 0, 0), year="2015/16"), *rows((9, 0, 0), year="2016/17")]
    table[0][8] = 4
    write_csv(workspace.inbox / "prc-csp-1617", table)
    assert own_measure(build_small(workspace).edition, "2015/16")["count"] == 3 * 9 + 4


def test_a_quarter_in_part_is_told_by_coverage_once(workspace):
    write_csv(workspace.inbox / "prc-csp-1617", two_years(y16q2=0))
    _, lines = coverage_lines(coverage_of(build_small(workspace).edition, date(2017, 7, 1)), 80)
    assert f"  Smallshire, the quarter from July 2016: {len(rows(quarters=(2,)))} rows" in lines
    assert any(line.startswith("Only in part: 1 quarter. A quarter of the Home Office's table") for line in lines)


@pytest.mark.parametrize("gone", ["E06099001", "E06099002"], ids=["own", "another"])
def test_a_rest_whose_residents_are_not_known_is_not_said_to_lie_out_of_reach(workspace, gone):
    write_csv(workspace.inbox / "prc-csp-1617", rows())
    people = [(code, "Name", 90_000) for code in ("E06099001", "E06099002") if code != gone]
    put(
        workspace.inbox / "population16_ltla21.csv",
        csv_text(("ltla21_code", "ltla21_name", "total_population"), people),
    )
    edition = build_small(workspace).edition
    found = edition.rows(
        "SELECT * FROM comparison WHERE indicator_id = 'recorded_offences' AND comparator_type = 'country'"
    )
    assert [(row["verdict"], row["missing_reason"]) for row in found] == [("refused", "no_population")]
    (fact,) = edition.rows("SELECT * FROM fact WHERE fact_id = 'country-position'")
    assert (
        fact["sentence"]
        == "Smallham cannot be compared with the rest of England: residents are not known for all of it."
    )
    assert fact["way_out"].startswith("Put mid-year residents")


def test_every_spelling_leads_to_one_subgroup_and_no_other():
    assert {normal_subgroup(label) for label in SUBGROUP_OF_LABEL} == {each.name for each in SUBGROUPS}
    assert normal_subgroup("  STALKING and   Harassment ") == "Stalking and harassment"
    assert normal_subgroup("Fraud: UK Finance") == "Fraud"
    assert normal_subgroup("Sorcery") is None
    assert len({each.name for each in SUBGROUPS}) == len(SUBGROUPS)
