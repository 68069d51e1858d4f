"""Boundaries of LSOAs, as GeoJSON (other formats through the `spatial` extra)."""

from dataclasses import replace

from saferplan.sources.contract import ONS, Form, Source, SourceColumn

ONS_BOUNDARY_LSOA = Source(
    id="ons_boundary_lsoa",
    title="Boundaries: LSOAs, generalised, clipped to the coastline",
    terms=replace(ONS, attribution=f"{ONS.attribution} Contains OS data © Crown copyright and database right."),
    cadence="with each change of boundaries",
    address="geoportal.statistics.gov.uk",
    form=Form.GEOJSON,
    fits=r"(?i)lsoa",
    columns=(
        SourceColumn("area_code", r"LSOA\d\dCD", "Code, with the year of the boundary.", "LSOA21CD"),
        SourceColumn("area_name", r"LSOA\d\dNM", "Name.", "LSOA21NM"),
        SourceColumn("authority_code", r"LAD\d\dCD|LADCD_ACTIVE", "Authority.", "LAD24CD"),
    ),
    table="boundary_lsoa",
    caveats=("Generalised boundaries may put a map point on the edge into the area next door.",),
    sample='{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"LSOA21CD": "E01099001", '
    '"LSOA21NM": "Exampleton-on-Tees 001A", "LAD24CD": "E06099001"}, "geometry": {"type": "Polygon", "coordinates": '
    "[[[0.60, 54.70], [0.63, 54.70], [0.63, 54.72], [0.60, 54.72], [0.60, 54.70]]]}}]}",
    sample_name="lsoa21_sample.geojson",
)
