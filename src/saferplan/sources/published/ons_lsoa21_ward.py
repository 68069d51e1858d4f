"""Which authority an LSOA of 2021 lies in, and its best-fit ward."""

from saferplan.sources.contract import ONS, Form, Source, SourceColumn

ONS_LSOA21_WARD = Source(
    id="ons_lsoa21_ward",
    title="LSOA (2021) to Electoral Ward to Local Authority District best fit lookup",
    terms=ONS,
    cadence="yearly",
    address="geoportal.statistics.gov.uk",
    form=Form.CSV,
    fits=r"(?i)lsoa.?21.*w(ar)?d",
    columns=(
        SourceColumn("lsoa21_code", r"LSOA21CD|lsoa21_code", "LSOA of 2021.", "LSOA21CD"),
        SourceColumn("lsoa21_name", r"LSOA21NM|lsoa21_name", "Its name.", "LSOA21NM"),
        SourceColumn("ward_code", r"WD\d\dCD|ward\d\d_code", "Best-fit ward.", "WD24CD"),
        SourceColumn("ward_name", r"WD\d\dNM|ward\d\d_name", "Its name.", "WD24NM"),
        SourceColumn("authority_code", r"LAD\d\dCD|ltla\d\d_code", "Authority.", "LAD24CD"),
        SourceColumn("authority_name", r"LAD\d\dNM|ltla\d\d_name", "Its name.", "LAD24NM"),
    ),
    table="lsoa_ward",
    texts={
        "lsoa21_code": "lsoa21_code",
        "lsoa21_name": "lsoa21_name",
        "ward_code": "ward_code",
        "ward_name": "ward_name",
        "authority_code": "authority_code",
    },
    caveats=("Best-fit sums are not ward counts: they differ by up to half. Wards are counted by map point instead.",),
    sample="LSOA21CD,LSOA21NM,WD24CD,WD24NM,LAD24CD,LAD24NM\n"
    "E01099001,Exampleton-on-Tees 001A,E05099001,Old Quay,E06099001,Exampleton-on-Tees\n",
    sample_name="LSOA21_WD24_LAD24_lookup.csv",
)
