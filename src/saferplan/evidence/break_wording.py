"""What is said of breaks in recording between two periods, and the small words that sentences are made of."""

from saferplan.base.numerals import listed, percent, whole
from saferplan.evidence.fact import Evidence, Row


def moved(value: float) -> str:
    """ "a rise of 8.8%", "a fall of less than 0.1%", "the same number as"."""
    if value == 0:
        return "no change"
    return f"{'a rise' if value > 0 else 'a fall'} of {percent(value)}"


def break_words(evidence: Evidence, change: Row) -> tuple[str, ...]:
    """Each break between the periods, and the same change without what they touch; never what share of it is recording."""
    known = _breaks_of(evidence, change)
    said = list(breaks_between_words(evidence, change))
    before, now = change["count_before_without"], change["count_without"]
    if before is not None and now is not None and before >= 20:
        groups = sorted({lowered(group) for row in known for group in row["groups"].split("|") if group})
        said.append(f"Without {listed(groups)}: {whole(now)}, {moved(now / before - 1)} ({whole(before)} before).")
    return tuple(said)


def breaks_between_words(evidence: Evidence, change: Row) -> tuple[str, ...]:
    """Each break between the periods of a change."""
    part = "" if is_broken(change) else f" {_PART}"
    return tuple(_breaks_said(_breaks_of(evidence, change), part))


def is_broken(change: Row | None) -> bool:
    """Whether a break in recording refuses a change."""
    return change is not None and change["missing_reason"] == "series_break"


def _breaks_of(evidence: Evidence, change: Row) -> list[Row]:
    return [evidence.breaks[name] for name in (change["break_ids"] or "").split() if name in evidence.breaks]


def lowered(name: str) -> str:
    """A type of crime as it stands within a sentence."""
    return f"{name[:1].lower()}{name[1:]}"


def breaks_within(evidence: Evidence) -> tuple[str, ...]:
    """The breaks that fall into the months of the street files: what is judged by those months is judged across them."""
    first, last = evidence.months[0].first_day, evidence.months[-1].first_day
    found = [
        row
        for row in evidence.breaks.values()
        if row["effect_until"] >= first and row["from_month"] <= last
        and row["feed"] in (None, "police_uk_street") and row["force_code"] in (None, evidence.force_code)
    ]  # fmt: skip
    when = [_when(row) for row in sorted(found, key=lambda row: (row["from_month"], row["break_id"]))]
    return (f"Recording changed within the months this is judged by: {listed(when)}.",) if when else ()


def _breaks_said(known: list[Row], part: str) -> list[str]:
    """One break with its wording; several by their months, for `recording-changes` has the words of each."""
    if not known:
        return []
    if len(known) == 1:
        return [f"Recording changed, {_when(known[0])}: {known[0]['wording']}{part}"]
    return [f"Recording changed {len(known)} times between: {listed([_when(row) for row in known])}.{part}"]


_PART = "Part of the change may be one of recording."


def _when(row: Row) -> str:
    since, until = (f"{row[name]:%B %Y}" for name in ("from_month", "effect_until"))
    doubt = "" if row["status"] == "cited" else " (suspected)"
    return f"{since if since == until else f'from {since} to {until}'}{doubt}"


def signed(value: float) -> str:
    """ "+8.8%" or "−2.1%", with a true minus."""
    return f"{'+' if value >= 0 else '−'}{abs(value) * 100:.1f}%"
