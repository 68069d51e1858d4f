"""What people made of signals: files with a day in their name."""

from datetime import date

import pytest

from saferplan.base.errors import InputError
from saferplan.pipeline.signals.judgements import judgement_files, read_judgements

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
    found = read_judgements(judgement_files(tmp_path))
    assert set(found) == {"e92d0635", "00000001"}
    assert (found["e92d0635"].judgement, found["e92d0635"].judged_on) == ("real", date(2025, 12, 15))
    assert found["e92d0635"].may_publish
    assert not found["00000001"].may_publish


@pytest.mark.parametrize("name", ["signals.toml", "signals-2025.toml", "signals-2025-13-01.toml"])
def test_a_name_without_a_day_is_refused(tmp_path, name):
    put(tmp_path, name, ENTRY)
    with pytest.raises(InputError, match=r"signals-2025-11-30\.toml"):
        judgement_files(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[signal]\n", "cannot be read"),
        (ENTRY.replace("real", "maybe"), r"signal\.0\.judgement"),
        (ENTRY.replace("e92d0635", "E9"), r"signal\.0\.id"),
        (ENTRY + 'by = "J"\n', r"signal\.0\.by"),
        ("", "signal: "),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path, text, said):
    put(tmp_path, "signals-2025-11-30.toml", text)
    with pytest.raises(InputError, match=said) as refused:
        read_judgements(judgement_files(tmp_path))
    assert "signals-2025-11-30.toml" in str(refused.value)


def test_other_files_of_the_folder_are_not_looked_at(tmp_path):
    put(tmp_path, "weights.toml", "[[")
    assert judgement_files(tmp_path) == []
