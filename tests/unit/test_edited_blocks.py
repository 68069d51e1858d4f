"""What a person changed in a block is named, whatever else the block says: by row and column, sentence by sentence."""

import pytest

from saferplan.pipeline.claims import CONTRADICTED, EDITED, UNCHECKED, Figures
from saferplan.pipeline.edited.blocks import of_block
from saferplan.pipeline.edited.pairs import pairs_of
from saferplan.report.documents.block_words import BlockWords

FIGURES = Figures("E1", {"Kelpmere": ("W1",), "Mockpool": ("W2",)}, {}, frozenset())
TABLE = """
Type          | Quarter | A year before | Change | What may be said | Twelve months | A year before
Burglary      | 333     | 273           | +60    | No clear change  | 1,405         | 1,148
Vehicle crime | 273     | 333           | −60    | Down             | 1,148         | 1,405
Robbery       | 33      | 36            | −3     | About the same   | 96            | 112
"""


def cells(text):
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def edited(*changes, table=TABLE):
    for old, new in changes:
        assert old in table
        table = table.replace(old, new, 1)
    return of_tables(cells(table))


def of_tables(theirs):
    claims = of_block(BlockWords([], [theirs]), BlockWords([], [cells(TABLE)]), "by-type-table", FIGURES)
    return [(claim.number, claim.sentence, claim.verdict) for claim in claims]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("| 273     | 333 ", "| 333     | 333 ", ("333", "Vehicle crime, Quarter: 333", CONTRADICTED)),
        ("| 333     | 273 ", "| 1,405   | 273 ", ("1,405", "Burglary, Quarter: 1,405", CONTRADICTED)),
        ("+60 ", "−60 ", ("−60", "Burglary, Change: −60", CONTRADICTED)),
        ("+60 ", "- 60 ", ("- 60", "Burglary, Change: - 60", CONTRADICTED)),
        ("+60 ", "(60) ", ("(60)", "Burglary, Change: (60)", CONTRADICTED)),
        ("+60 ", "minus 60 ", ("minus 60", "Burglary, Change: minus 60", CONTRADICTED)),
        ("−60 ", "60 ", ("60", "Vehicle crime, Change: 60", CONTRADICTED)),
        ("No clear change", "Down", ("the words", "Burglary, What may be said: Down", CONTRADICTED)),
        ("| 33 ", "| many ", ("many", "Robbery, Quarter: many", CONTRADICTED)),
        ("| 33 ", "|    ", ("by-type-table", "Robbery, Quarter: nothing", EDITED)),
        ("| 33 ", "| 33 provisional ", ("by-type-table", "Robbery, Quarter: 33 provisional", EDITED)),
        ("Burglary ", "Fraud ", ("5 numbers", "The row “Fraud”", CONTRADICTED)),
        ("Quarter", "Half-year", ("333, 273, 33", "The column “Half-year”",
                                  CONTRADICTED)),
    ],
)  # fmt: skip
def test_a_cell_is_held_against_the_report_s_in_its_row_and_column(old, new, expected):
    assert edited((old, new)) == [expected]


def test_names_of_rows_that_were_swapped_leave_no_number_standing():
    table = TABLE.replace("Burglary     ", "X").replace("Robbery      ", "Burglary     ").replace("X", "Robbery      ")
    found = of_tables(cells(table))
    assert {verdict for *_, verdict in found} >= {CONTRADICTED}
    assert ("333", "Robbery, Quarter: 333", CONTRADICTED) in found
    assert ("96", "Burglary, Twelve months: 96", CONTRADICTED) in found


def test_figures_of_two_rows_that_were_swapped_are_both_named():
    found = edited(("1,405         | 1,148", "1,148         | 1,405"))
    assert found == [
        ("1,148", "Burglary, Twelve months: 1,148", CONTRADICTED),
        ("1,405", "Burglary, A year before: 1,405", CONTRADICTED),
    ]


def test_a_row_copied_under_another_name_is_no_new_row():
    theirs = cells(TABLE)
    theirs.insert(2, ["Fraud", *theirs[1][1:]])
    assert of_tables(theirs) == [("5 numbers", "The row “Fraud”", CONTRADICTED)]
    theirs[2][0] = "Burglary"
    assert [verdict for *_, verdict in of_tables(theirs)] == [EDITED]  # it says the same twice
    theirs[2][1] = "9"
    assert of_tables(theirs) == [("9", "Burglary, Quarter: 9", CONTRADICTED)]


def test_rows_and_columns_taken_out_put_in_and_moved_are_told_as_that():
    whole = cells(TABLE)
    assert of_tables([row for row in whole if row[0] != "Burglary"]) == [
        ("by-type-table", "Rows taken out: Burglary", EDITED)
    ]
    assert of_tables([row[:2] + row[3:] for row in whole]) == [
        ("by-type-table", "Columns taken out: A year before", EDITED)
    ]
    assert of_tables([*whole, ["Knife crime", "12", "", "", "", "", ""]]) == [
        ("12", "The row “Knife crime”", UNCHECKED)
    ]
    assert of_tables([[*row, "ours" if number else "Who"] for number, row in enumerate(whole)]) == [
        ("by-type-table", "The column “Who”", EDITED)
    ]
    assert [verdict for *_, verdict in of_tables([whole[0], *whole[:0:-1]])] == [EDITED]


def of_words(theirs, *ours):
    claims = of_block(BlockWords(theirs, []), BlockWords(list(ours), []), "summary", FIGURES)
    return [(claim.number, claim.verdict) for claim in claims]


RISE = "Burglary in the quarter: 193, a rise of 45.1% on the year before (133)."
LOWER = "It is lower than Mockpool (100.2) and the rest of the force (104.3)."


@pytest.mark.parametrize(
    ("ours", "old", "new", "expected"),
    [
        (RISE, "a rise of", "a fall of", ("193, 45.1%, 133", CONTRADICTED)),
        (LOWER, "lower", "higher", ("100.2, 104.3", CONTRADICTED)),
        (LOWER, "Mockpool", "Kelpmere", ("100.2, 104.3", CONTRADICTED)),
        (RISE, "Burglary", "Fraud", ("193, 45.1%, 133", CONTRADICTED)),
        (RISE, "193", "133", ("133", CONTRADICTED)),
        (RISE, "in the quarter", "in these months", ("193, 45.1%, 133", UNCHECKED)),
        (RISE, "(133)", "(133), as the board heard", ("summary", EDITED)),
        (RISE, "a rise", "not a rise", ("193, 45.1%, 133", UNCHECKED)),
        ("That is no clear change.", "no clear change", "a fall", ("the words", CONTRADICTED)),
        ("That is no clear change.", "no clear change", "a clear change", ("the words", CONTRADICTED)),
        ("They cannot be told apart.", "cannot", "can", ("the words", CONTRADICTED)),
        ("It is beyond what chance would make.", "beyond", "within", ("the words", CONTRADICTED)),
        ("Nothing else moved.", "else", "much else", ("summary", EDITED)),
    ],
)
def test_a_sentence_is_held_against_the_report_s(ours, old, new, expected):
    assert of_words([ours.replace(old, new)], ours) == [expected]


def test_sentences_put_in_and_taken_out_are_named():
    assert of_words([RISE, "Knife crime rose to 726 last year."], RISE) == [("726", UNCHECKED)]
    assert of_words([RISE, "The board will look into it."], RISE) == [("summary", EDITED)]
    assert of_words([], RISE) == [("summary", EDITED)]
    assert of_words([LOWER, RISE], RISE, LOWER) == [("summary", EDITED)]


def test_what_is_said_names_the_block_and_both_wordings():
    (claim,) = of_block(BlockWords([LOWER.replace("lower", "higher")], []), BlockWords([LOWER], []), "rates", FIGURES)
    assert "higher" in claim.sentence
    assert claim.why == f"In the block “rates”, whose words were edited: the report says: {LOWER}"


def test_pairs_are_of_one_order_first_and_then_of_one_name():
    assert pairs_of("abab", "ab") == {0: 0, 1: 1}
    assert pairs_of("cab", "abc") == {0: 2, 1: 0, 2: 1}


def test_a_verdict_put_in_the_place_of_another_is_held_against_it():
    ours = [RISE, "That is a rise beyond what chance would make."]
    assert of_words([RISE, "That is no clear change."], *ours) == [("the words", CONTRADICTED)]


OURS = "Recorded crime in Kelpmere, January to March 2017: 3,591, a rise of 5.6% on January to March 2016 (3,401)."


@pytest.mark.parametrize(
    ("ours", "old", "new"),
    [
        (OURS, "January to March 2017:", "Q4 2016/17:"),
        (OURS, "January to March 2017", "January–March 2017"),
        (OURS, "in Kelpmere", "in the borough"),
        (OURS, "on January to March 2016 (3,401)", "on the same quarter last year (3,401)"),
        (OURS, "a rise of 5.6% on", "up 5.6%, or 190 crimes, on"),
        (
            OURS,
            OURS,
            "Between January and March 2017 there were 3,591 recorded crimes, up 5.6% (190 more) from 3,401 last year.",
        ),
        ("It cannot be told apart from Kelpmere (77.8).", "cannot be told apart from", "is about the same as"),
        ("That is no clear change (77).", "That is no clear change", "There is no clear increase or decrease"),
    ],
)
def test_another_way_of_saying_it_is_not_contradicted(ours, old, new):
    assert CONTRADICTED not in [verdict for _, verdict in of_words([ours.replace(old, new)], ours)]


def test_a_number_in_another_format_is_the_same():
    assert edited(("+60 ", "60 ")) == [("by-type-table", "Burglary, Change: 60", EDITED)]


def test_digits_of_other_scripts_are_no_numbers():
    assert of_words(["A total of ４３３ burglaries.", OURS], OURS)
