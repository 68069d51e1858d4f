"""A fixed piece of work of the kinds the builds do: hashing, parsing, grouping, plain Python. Its seconds scale the rest."""

import hashlib
import time

import duckdb

REFERENCE_SECONDS = 1.28
"""What the work takes on an idle machine of two cores of 2026, on which the limits were set."""


def calibrate(repeats: int = 3) -> float:
    """How many times as long this machine takes as the reference."""
    return min(_once() for _ in range(repeats)) / REFERENCE_SECONDS


def _once() -> float:
    start = time.perf_counter()
    block = bytes(range(256)) * 4096
    digest = hashlib.sha256()
    for _ in range(200):
        digest.update(block)
    con = duckdb.connect(config={"threads": "2"})
    con.execute("SELECT count(DISTINCT md5(i::VARCHAR)), sum(hash(i) % 97) FROM range(2000000) t(i)").fetchall()
    words: dict[int, int] = {}
    for number in range(2_000_000):
        words[number % 1009] = words.get(number % 1009, 0) + number
    return time.perf_counter() - start
