"""Which region an authority lies in."""

from saferplan.sources.contract import NOT_RUN, ONS, Form, Source, SourceColumn

ONS_AUTHORITY_REGION = Source(
    id="ons_authority_region",
    title="Local Authority District to Region lookup",
    terms=ONS,
    cadence="yearly",
    address="geoportal.statistics.gov.uk",
    form=Form.CSV,
    fits=r"(?i)lad.?\d\d.*rgn",
    columns=(
        SourceColumn("authority_code", r"LAD\d\dCD", "Authority.", "LAD24CD"),
        SourceColumn("authority_name", r"LAD\d\dNM", "Its name.", "LAD24NM"),
        SourceColumn("region_code", r"RGN\d\dCD", "Region.", "RGN24CD"),
        SourceColumn("region_name", r"RGN\d\dNM", "Its name.", "RGN24NM"),
    ),
    table="authority_region",
    texts={"authority_code": "authority_code", "region_code": "region_code", "region_name": "region_name"},
    tried_on=NOT_RUN,
    sample="LAD24CD,LAD24NM,RGN24CD,RGN24NM\nE06099001,Exampleton-on-Tees,E12099001,Northern Simulation\n",
    sample_name="LAD24_RGN24_lookup.csv",
)
