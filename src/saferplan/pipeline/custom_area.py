"""What an area of the partnership's own may be: a list of LSOAs, a polygon or boundary, or a list of streets and map points."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from saferplan.base.areas import normal_name
from saferplan.base.errors import SettingsError
from saferplan.base.grid import coordinate_defect, is_on_grid, to_degrees

HEADINGS = (("longitude", "latitude"), ("easting", "northing"))


class CustomArea(BaseModel):
    """An area of the partnership's own: a list of LSOAs of 2021, a polygon or boundary, or a list of streets and map points."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    code: str = Field(pattern=r"^[a-z][a-z0-9-]{0,40}$", description="Short name for commands: town-centre.")
    name: str = Field(min_length=1, description="Name to show.")
    kind: str = Field(default="custom", description="Areas of one kind may not overlap: beat, estate, town centre.")
    lsoas: list[str] = Field(default=[], description="Codes of LSOAs of 2021.")
    polygon: list[tuple[float, float]] = Field(
        default=[], description="Corners as [longitude, latitude], or all as [easting, northing]."
    )
    boundary_file: str = Field(
        default="", description="A boundary beside saferplan.toml: GeoJSON, Shapefile, GeoPackage, MapInfo TAB or KML."
    )
    feature: str = Field(
        default="",
        description="Which shape of boundary_file it is, by any of its properties; needed where there are several.",
    )
    boundary: str = Field(
        default="", description="The boundary as WKT in longitude and latitude; read from boundary_file."
    )
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

    @property
    def ground(self) -> Any:
        """The drawn geometry in longitude and latitude; None for an area that is not drawn."""
        if not self.boundary and not self.polygon:
            return None
        import numpy as np
        import shapely

        if self.boundary:
            return shapely.from_wkt(self.boundary)
        corners = np.array(self.polygon)
        if is_on_grid(*self.polygon[0]):
            corners = np.column_stack(to_degrees(corners[:, 0], corners[:, 1]))
        return shapely.Polygon(corners)

    @model_validator(mode="after")
    def _one_form(self) -> "CustomArea":
        if bool(self.lsoas) + bool(self.polygon) + bool(self.boundary) + self.is_of_points != 1:
            raise ValueError("give one of lsoas or polygon, boundary_file, or streets and points; not two and not none")
        if self.polygon and len(self.polygon) < 3:
            raise ValueError("a polygon has at least three corners")
        for number, (x, y) in enumerate(self.polygon, 1):
            if defect := coordinate_defect(x, y, is_grid=is_on_grid(*self.polygon[0])):
                raise ValueError(f"corner {number} ({x:g}, {y:g}): {defect}")
        if self.boundary and not _is_ground(self.boundary):
            raise ValueError("boundary is no polygon in well-known text")
        if self.within and not (self.streets or self.quiet_streets):
            raise ValueError("within is where streets are looked for, and no streets are listed")
        for number, (x, y) in enumerate(self.points, 1):
            if defect := coordinate_defect(x, y):
                raise ValueError(f"point {number} ({x:g}, {y:g}): {defect}")
        return self


def _is_ground(text: str) -> bool:
    import shapely

    try:
        geometry = shapely.from_wkt(text)
    except shapely.errors.ShapelyError:
        return False
    return geometry.geom_type in ("Polygon", "MultiPolygon") and geometry.is_valid and not geometry.is_empty


def refuse_repeated(areas: Sequence[CustomArea]) -> None:
    """Raises ValueError where two areas share a code, or a name by which somebody would ask for one of them."""
    codes = [area.code for area in areas]
    if repeated := {code for code in codes if codes.count(code) > 1}:
        raise ValueError(f"custom areas share a code: {', '.join(sorted(repeated))}")
    by_name: dict[str, str] = {}
    for area in areas:
        if (other := by_name.setdefault(normal_name(area.name), area.code)) != area.code:
            raise ValueError(f"the custom areas {other} and {area.code} are both named “{area.name}”")


def with_files_read(words: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The settings with what each `points_file` and `boundary_file` holds: whoever keeps the settings keeps that too."""
    areas = words.get("custom_area")
    if not isinstance(areas, list):
        return words
    return {**words, "custom_area": [_with_boundary(_with_points(area, folder), folder) for area in areas]}


def _with_points(area: Any, folder: Path) -> Any:
    if not isinstance(area, dict) or not isinstance(area.get("points_file"), str) or not area["points_file"]:
        return area
    return {**area, "points": [*area.get("points", []), *read_points(folder / area["points_file"])]}


def _with_boundary(area: Any, folder: Path) -> Any:
    if not isinstance(area, dict) or not isinstance(area.get("boundary_file"), str) or not area["boundary_file"]:
        return area
    from saferplan.pipeline.custom_boundary import read_boundary

    return {**area, "boundary": read_boundary(folder / area["boundary_file"], str(area.get("feature", "")))}


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
