"""Numbers as people read them in a sentence: "14,740", "8.8%", "a fall of"."""


def whole(number: float) -> str:
    return f"{round(number):,}"


def one_decimal(number: float) -> str:
    return f"{number:,.1f}"


def percent(share: float, decimals: int = 1) -> str:
    """A share of 0.088 → "8.8%"; what would round to nothing is "less than 0.1%"."""
    shown = f"{abs(share) * 100:.{decimals}f}"
    if share and float(shown) == 0:
        return f"less than {10**-decimals:g}%"
    return f"{shown}%"


def plural(number: int, singular: str, plural_form: str = "") -> str:
    return f"{whole(number)} {singular if number == 1 else plural_form or singular + 's'}"


def listed(words: list[str], joiner: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joiner} {words[-1]}"
