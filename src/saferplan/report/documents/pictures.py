"""Drawings as pictures of points, for programs that cannot be relied on to show SVG."""

from pathlib import Path
from tempfile import TemporaryDirectory

from saferplan.report.blocks import Drawing
from saferplan.report.page import svg_file
from saferplan.report.typeface import FAMILY, font_files

POINTS_AN_INCH = 200
WIDTH_MM = 170


def png_bytes(drawing: Drawing) -> bytes:
    """A drawing as PNG, WIDTH_MM wide on paper. Same drawing, same bytes."""
    import typst

    page = f"#set page(width: {WIDTH_MM}mm, height: auto, margin: 0pt)"
    source = f'{page}\n#set text(font: "{FAMILY}")\n#image("drawing.svg", width: 100%)'
    with TemporaryDirectory(prefix="saferplan-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "drawing.svg").write_text(svg_file(drawing), encoding="utf-8")
        (folder / "drawing.typ").write_text(source, encoding="utf-8")
        fonts = sorted({str(path.parent) for path in font_files()})
        made = typst.compile(
            str(folder / "drawing.typ"),
            root=name,
            font_paths=fonts,
            ignore_system_fonts=True,
            format="png",
            ppi=POINTS_AN_INCH,
        )
    if not isinstance(made, bytes):
        raise TypeError("the drawing did not come out as one picture")
    return made
