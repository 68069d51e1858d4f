"""What people made of signals: files with a day in their name."""

from datetime import date

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.signals.judgements import judgement_files, read_judgements

TODAY = date(2026, 1, 15)
ENTRY = '[[signal]]\nid = "e92d0635"\njudgement = "real"\n'


def put(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


def test_the_newest_judgement_of_a_signal_counts(tmp_path):
    put(tmp_path, "signals-2025-11-30.toml", ENTRY.replace("real", "known") + ENTRY.replace("e92d0635", "00000001"))
    put(
        tmp_path,
        "signals-2025-12-15.toml",
        ENTRY + 'tasked_to = "Neighbourhood team"\nresult = "Wardens"\nmay_publish = true\n',
    )
    found = read_judgements(judgement_files(tmp_path, TODAY))
    assert set(found) == {"e92d0635", "00000001"}
    assert (found["e92d0635"].entry.judgement, found["e92d0635"].judged_on) == ("real", date(2025, 12, 15))
    assert found["e92d0635"].entry.may_publish
    assert not found["00000001"].entry.may_publish


@pytest.mark.parametrize(
    "name",
    [
        "signals.toml", "signals-2025.toml", "signals-2025-13-01.toml", "signal-2025-12-19.toml", "Signals-2025-12-19.toml",
        "signals-2025-12-19.TOML", "signals-2025-12-19.toml.txt", "signals-2025-12-19", "judged-2025-12-19.toml",
    ],
)  # fmt: skip
def test_judgements_in_a_file_of_another_name_are_refused_and_not_passed_over(tmp_path, name):
    put(tmp_path, name, ENTRY)
    with pytest.raises(InputError, match=r"signals-2025-11-30\.toml") as refused:
        judgement_files(tmp_path, TODAY)
    assert name in str(refused.value)


def test_a_judgement_of_a_day_to_come_is_refused(tmp_path):
    put(tmp_path, "signals-2025-12-20.toml", ENTRY)
    assert judgement_files(tmp_path, TODAY)
    with pytest.raises(InputError, match="its day is after today, 19 December 2025"):
        judgement_files(tmp_path, date(2025, 12, 19))


def test_a_signal_judged_twice_in_one_file_is_refused(tmp_path):
    """Two that contradict each other would else be settled by the order of the lines: one of them may publish."""
    put(tmp_path, "signals-2025-11-30.toml", ENTRY + ENTRY + "may_publish = true\n")
    with pytest.raises(InputError, match="signal e92d0635 is judged 2 times"):
        read_judgements(judgement_files(tmp_path, TODAY))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[signal]\n", "cannot be read"),
        (ENTRY.replace("real", "maybe"), r"signal\.0\.judgement"),
        (ENTRY.replace("e92d0635", "E9"), r"signal\.0\.id"),
        (ENTRY + 'by = "J"\n', r"signal\.0\.by"),
        (ENTRY + 'may_publish = "yes"\n', r"signal\.0\.may_publish"),
        (ENTRY + "may_publish = 1\n", r"signal\.0\.may_publish"),
        (ENTRY + "judged_on = 2020-01-01\n", r"signal\.0\.judged_on"),
        ("", "signal: "),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path, text, said):
    put(tmp_path, "signals-2025-11-30.toml", text)
    with pytest.raises(InputError, match=said) as refused:
        read_judgements(judgement_files(tmp_path, TODAY))
    assert "signals-2025-11-30.toml" in str(refused.value)


def test_other_files_of_the_folder_are_not_looked_at(tmp_path):
    put(tmp_path, "weights.toml", "[[")
    put(tmp_path, "signals-2025-11-30.toml~", "[[")  # what an editor left
    assert judgement_files(tmp_path, TODAY) == []
    assert judgement_files(tmp_path / "none", TODAY) == []
