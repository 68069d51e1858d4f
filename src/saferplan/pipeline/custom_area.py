"""What an area of the partnership's own may be: a list of LSOAs, a polygon, or a list of streets and map points."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from saferplan.base.errors import SettingsError
from saferplan.base.grid import coordinate_defect

HEADINGS = (("longitude", "latitude"), ("easting", "northing"))


class CustomArea(BaseModel):
    """An area of the partnership's own: a list of LSOAs of 2021, a polygon, or a list of streets and map points."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    code: str = Field(pattern=r"^[a-z][a-z0-9-]{0,40}$", description="Short name for commands: town-centre.")
    name: str = Field(min_length=1, description="Name to show.")
    kind: str = Field(default="custom", description="Areas of one kind may not overlap: beat, estate, town centre.")
    lsoas: list[str] = Field(default=[], description="Codes of LSOAs of 2021.")
    polygon: list[tuple[float, float]] = Field(default=[], description="Corners as [longitude, latitude].")
    streets: list[str] = Field(
        default=[], description="Streets as police.uk names its map points, without “On or near”: High Street."
    )
    quiet_streets: list[str] = Field(
        default=[], description="Streets at which nothing has been recorded so far; counted as soon as something is."
    )
    within: list[str] = Field(
        default=[], description="Wards (name or code) or LSOAs of 2021 (code) that the streets are looked for in."
    )
    points: list[tuple[float, float]] = Field(
        default=[], description="Map points as [longitude, latitude] or [easting, northing]."
    )
    points_file: str = Field(
        default="", description="A CSV file beside saferplan.toml with the columns longitude and latitude, or easting and northing."
    )  # fmt: skip
    visited: bool = Field(default=False, description="People come here from elsewhere: no rate per resident.")

    @property
    def is_of_points(self) -> bool:
        """Whether it is made of map points and of no ground."""
        return bool(self.streets or self.quiet_streets or self.points)

    @model_validator(mode="after")
    def _one_form(self) -> "CustomArea":
        if bool(self.lsoas) + bool(self.polygon) + self.is_of_points != 1:
            raise ValueError("give one of lsoas, polygon, or streets and points; not two and not none")
        if self.polygon and len(self.polygon) < 3:
            raise ValueError("a polygon has at least three corners")
        if self.within and not (self.streets or self.quiet_streets):
            raise ValueError("within is where streets are looked for, and no streets are listed")
        for number, (x, y) in enumerate(self.points, 1):
            if defect := coordinate_defect(x, y):
                raise ValueError(f"point {number} ({x:g}, {y:g}): {defect}")
        return self


def with_points_read(words: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The settings with the points of each `points_file`, so that whoever keeps the settings keeps the points."""
    areas = words.get("custom_area")
    if not isinstance(areas, list):
        return words
    return {**words, "custom_area": [_with_points(area, folder) for area in areas]}


def _with_points(area: Any, folder: Path) -> Any:
    if not isinstance(area, dict) or not isinstance(area.get("points_file"), str) or not area["points_file"]:
        return area
    return {**area, "points": [*area.get("points", []), *read_points(folder / area["points_file"])]}


def read_points(path: Path) -> list[tuple[float, float]]:
    """The points of a CSV file. Raises SettingsError that names file, line, column and value."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            names = _columns([heading or "" for heading in reader.fieldnames or []], path.name)
            points = [_point(row, names, f"{path.name} line {reader.line_num}") for row in reader if any(row.values())]
    except OSError as error:
        raise SettingsError(
            f"There is no file {path.name} beside saferplan.toml.", "Put it there, or correct points_file."
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"{path.name} is no CSV file in UTF-8.", "Save it as “CSV UTF-8”.") from error
    if not points:
        raise SettingsError(f"{path.name} holds no points.", "Give it a row for each map point.")
    return points


def _columns(headings: Sequence[str], name: str) -> tuple[str, str]:
    found = {heading.strip().casefold(): heading for heading in headings}
    for first, second in HEADINGS:
        if first in found and second in found:
            return found[first], found[second]
    raise SettingsError(
        f"{name}: the columns are {', '.join(headings) or 'not there'}.",
        "Call two of them longitude and latitude, or easting and northing.",
    )


def _point(row: Mapping[str, str | None], names: tuple[str, str], place: str) -> tuple[float, float]:
    x, y = (_number(row.get(name), name, place) for name in names)
    is_grid = names[0].strip().casefold() == "easting"
    if defect := coordinate_defect(x, y, is_grid=is_grid):
        raise SettingsError(f"{place} ({x:g}, {y:g}): {defect}.", "Correct the row.")
    return x, y


def _number(text: str | None, column: str, place: str) -> float:
    try:
        return float((text or "").strip())
    except ValueError as error:
        raise SettingsError(f"{place}, column {column}: “{text or ''}” is no number.", "Correct the row.") from error
