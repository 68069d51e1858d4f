"""Boundaries of wards, as GeoJSON (other formats through the `spatial` extra)."""

from dataclasses import replace

from saferplan.sources.contract import ONS, Form, Source, SourceColumn

ONS_BOUNDARY_WARD = Source(
    id="ons_boundary_ward",
    title="Boundaries: wards, generalised, clipped to the coastline",
    terms=replace(ONS, attribution=f"{ONS.attribution} Contains OS data © Crown copyright and database right."),
    cadence="with each change of boundaries",
    address="geoportal.statistics.gov.uk",
    form=Form.GEOJSON,
    fits=r"(?i)ward|wd",
    columns=(
        SourceColumn("area_code", r"WD\d\dCD", "Code, with the year of the boundary.", "WD24CD"),
        SourceColumn("area_name", r"WD\d\dNM", "Name.", "WD24NM"),
        SourceColumn("authority_code", r"LAD\d\dCD|LADCD_ACTIVE", "Authority.", "LAD24CD"),
    ),
    table="boundary_ward",
    caveats=("Generalised boundaries may put a map point on the edge into the area next door.",),
    sample='{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"WD24CD": "E05099001", '
    '"WD24NM": "Old Quay", "LAD24CD": "E06099001"}, "geometry": {"type": "Polygon", "coordinates": '
    "[[[0.60, 54.70], [0.63, 54.70], [0.63, 54.72], [0.60, 54.72], [0.60, 54.70]]]}}]}",
    sample_name="ward24_sample.geojson",
)
