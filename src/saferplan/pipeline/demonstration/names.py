"""Made-up names of streets and wards, put together from parts so that no real person is named."""

import numpy as np

BEGINNINGS = (
    "Amber", "Apple", "Ash", "Barley", "Birch", "Bracken", "Bramble", "Cinder", "Clover", "Copper", "Cowslip",
    "Dapple", "Elder", "Elm", "Fable", "Fern", "Flax", "Foxglove", "Gorse", "Hawthorn", "Heather", "Heron", "Honey",
    "Ivory", "Juniper", "Kelp", "Kestrel", "Lantern", "Larch", "Lichen", "Linnet", "Maple", "Meadow", "Moss",
    "Nettle", "Oat", "Otter", "Pebble", "Plover", "Quill", "Rowan", "Rush", "Saffron", "Sorrel", "Tansy", "Thimble",
    "Thistle", "Willow",
)  # fmt: skip
ENDINGS = (
    "bank", "beck", "combe", "croft", "dale", "den", "fen", "ford", "gate", "holme", "ley", "mere", "stead",
    "thorpe", "well", "wick",
)  # fmt: skip
STREET_KINDS = (
    "Avenue", "Close", "Court", "Crescent", "Drive", "Gardens", "Grove", "Lane", "Place", "Road", "Street",
    "Terrace", "Walk", "Way",
)  # fmt: skip


def _stems() -> list[str]:
    return [beginning + ending for beginning in BEGINNINGS for ending in ENDINGS]


def ward_names(count: int, rng: np.random.Generator) -> list[str]:
    """Distinct names such as "Rowanbeck", in alphabetical order as the publisher numbers wards."""
    stems = _stems()
    return sorted(stems[i] for i in rng.permutation(len(stems))[:count])


def street_names(count: int, rng: np.random.Generator) -> list[str]:
    """Distinct names such as "Thimbleford Crescent"."""
    stems = _stems()
    most = len(stems) * len(STREET_KINDS)
    if count > most:
        raise ValueError(f"{count} street names asked for, {most} can be made")
    chosen = rng.permutation(most)[:count].tolist()
    return [f"{stems[i // len(STREET_KINDS)]} {STREET_KINDS[i % len(STREET_KINDS)]}" for i in chosen]
