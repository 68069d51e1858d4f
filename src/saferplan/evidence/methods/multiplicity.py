"""P values adjusted for the number of questions asked at once.

`holm` keeps the chance of even one false claim at the level (named neighbours: "lower than each of them").
`benjamini_hochberg` keeps the share of false claims among those made (a whole family of categories searched for what
rose or fell).
"""

from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted so that the chance of one false claim or more is held (Holm 1979), in the order given.

    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    adjusted, largest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = largest
    return adjusted


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted so that the expected share of false claims is held (Benjamini and Hochberg 1995), in the order given.

    Right for independent and for positively dependent tests.

    >>> [round(p, 3) for p in benjamini_hochberg([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    order = sorted(range(len(p_values)), key=p_values.__getitem__, reverse=True)
    adjusted, smallest = [0.0] * len(p_values), 1.0
    for passed, place in enumerate(order):
        smallest = min(smallest, p_values[place] * len(p_values) / (len(p_values) - passed))
        adjusted[place] = smallest
    return adjusted
