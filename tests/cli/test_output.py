"""Lines are broken for a terminal and left whole for a pipe; numbers of a spreadsheet stay numbers, formulas do not."""

import io
import sys
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from saferplan.cli.output import as_csv, plain_objects, show, text_width


class Terminal(io.StringIO):
    def isatty(self):
        return True


LONG = (
    "    Was: "
    + "twenty thousand crimes were recorded " * 5
    + "in a file_with_a_name_that_is_far_too_long_to_be_broken_anywhere/at-all.csv"
)


def shown(monkeypatch, stream, columns="80"):
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys, "stdout", stream)
    show(False, None, [LONG, "short"])
    return stream.getvalue().splitlines()


def test_a_terminal_gets_lines_broken_between_words(monkeypatch):
    *lines, last = shown(monkeypatch, Terminal())
    assert last == "short"
    assert all(len(line) <= 80 or " " not in line.strip() for line in lines)
    assert lines[1].startswith("      ")
    assert " ".join(line.strip() for line in lines) == LONG.strip()


def test_a_pipe_gets_the_lines_as_they_are(monkeypatch):
    assert shown(monkeypatch, io.StringIO()) == [LONG, "short"]


def test_the_width_is_kept_between_sensible_ends(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Terminal())
    widths = []
    for columns in ("20", "80", "400"):
        monkeypatch.setenv("COLUMNS", columns)
        widths.append(text_width())
    assert widths == [60, 80, 110]


def test_text_that_a_spreadsheet_would_run_is_disarmed():
    assert as_csv(("a", "b"), [("=1+1", -5), ("−3.6%", "plain")]) == "a,b\n'=1+1,-5\n−3.6%,plain\n"


class Key(NamedTuple):
    month: date


@dataclass(frozen=True)
class Record:
    keys: tuple[Key, ...]
    by_month: dict[date, int]


def test_records_become_plain_objects():
    day = date(2016, 6, 1)
    assert plain_objects(Record((Key(day),), {day: 1})) == {"keys": [{"month": day}], "by_month": {"2016-06-01": 1}}
