"""The page: one file with its style and drawings inside, no script, nothing fetched from anywhere."""

from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from saferplan.report.blocks import Drawing, Figure, Outline
from saferplan.report.charts.theme import with_own_identifiers
from saferplan.report.typeface import STACK


def html_text(outline: Outline) -> str:
    """The report as HTML. Every word from the edition is escaped; only our own drawings are not."""
    template = environment().get_template("facts.html")
    return str(template.render(outline=outline, style=page_style(), inline_svg=inline_svg))


@cache
def environment() -> Any:
    """The templates of our pages, which escape what they are given and know no value that is not there."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("saferplan.report", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def page_style() -> str:
    return files("saferplan.report").joinpath("pages", "facts.css").read_text(encoding="utf-8")


def inline_svg(figure: Figure, width_name: str) -> str:
    """One width of a figure as an SVG element with a title and a description of its own."""
    drawing = figure.narrow if width_name == "narrow" else figure.wide
    prefix = f"{figure.id}-{width_name}"
    inside = (
        f'<title id="{prefix}-title">{escape(figure.title)}</title><desc id="{prefix}-desc">{escape(figure.alt)}</desc>'
        f'<g aria-hidden="true">{with_own_identifiers(drawing.body, prefix)}</g>'
    )
    attributes = f'role="img" class="{width_name}" aria-labelledby="{prefix}-title {prefix}-desc"'
    return _element(drawing, inside, attributes)


def svg_file(drawing: Drawing) -> str:
    """A drawing as an SVG file, for the document."""
    return _element(
        drawing, drawing.body, 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    )


def _element(drawing: Drawing, inside: str, attributes: str) -> str:
    return f'<svg {attributes} viewBox="0 0 {drawing.width} {drawing.height}" font-family="{STACK}">{inside}</svg>'
