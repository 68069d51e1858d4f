"""Text as Excel saves it, UTF-16 or Windows-1252: `map` reads it as a build does, of figures and of events."""

from datetime import date

import pytest

from saferplan.pipeline.map_file import propose_mapping, save_mapping
from tests.support.small import build_small, check_small, put, small_workspace

FIGURES = "Month,Spend (£)\r\nApr-16,£1200\r\nMay-16,£980.50\r\n"
EVENTS = "Date,Time,Ward,Type\r\n04/03/2017,22:30,Old Quay,Café nuisance\r\n05/03/2017,21:00,Old Quay,Noise – loud\r\n"


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize(
    ("kind", "text", "table"), [("indicators", FIGURES, "local_value"), ("events", EVENTS, "local_event")]
)
def test_map_and_build_read_the_same_text(tmp_path, encoding, kind, text, table):
    made = small_workspace(tmp_path)
    file = put(made.inbox / "partner 2017.csv", text.encode(encoding))
    look = propose_mapping(file)
    assert look.kind == kind
    if kind == "indicators":
        assert look.proposal.columns["value"] == "Spend (£)"
    else:
        assert ("", "Café nuisance") in look.proposal.words
    answers = {"What is it counted in": "pounds"}
    save_mapping(
        made, file, look, name="partner", today=date(2018, 1, 1),
        ask=lambda question, default, _: next((each for words, each in answers.items() if words.casefold() in question), default),
    )  # fmt: skip
    edition = build_small(made).edition
    assert len(edition.table(table)) == 2


def test_a_file_that_no_mapping_takes_is_sent_to_map_and_none_of_its_bytes_is_shown(tmp_path):
    put(tmp_path / "other.csv", FIGURES.encode("cp1252"))
    put(tmp_path / "plain.csv", "Month,Calls\nApr-16,5\n")
    checked = check_small(tmp_path / "other.csv", tmp_path / "plain.csv")
    files = {each["path"]: each for each in checked.files}
    assert "run `saferplan map` on it" in files["plain.csv"]["note"]
    (refusal,) = checked.refusals
    assert "run `saferplan map` on it" in refusal["way_out"]
    assert not refusal["value"]
