"""How the LSOAs of 2011 became those of 2021."""

from saferplan.sources.contract import ONS, Form, Source, SourceColumn

ONS_LSOA11_LSOA21 = Source(
    id="ons_lsoa11_lsoa21",
    title="LSOA (2011) to LSOA (2021) to Local Authority District exact fit lookup",
    terms=ONS,
    cadence="once",
    address="geoportal.statistics.gov.uk",
    form=Form.CSV,
    fits=r"(?i)lsoa.?11.*lsoa.?21",
    columns=(
        SourceColumn("lsoa11_code", r"LSOA11CD|lsoa11_code", "LSOA of 2011.", "LSOA11CD"),
        SourceColumn(
            "change_code", r"CHGIND|CHNGIND|change_code", "U unchanged, S split, M merged, X complex.", "CHGIND"
        ),
        SourceColumn("lsoa21_code", r"LSOA21CD|lsoa21_code", "LSOA of 2021.", "LSOA21CD"),
        SourceColumn("lsoa21_name", r"LSOA21NM|lsoa21_name", "Its name.", "LSOA21NM"),
        SourceColumn("authority_code", r"LAD\d\dCD|ltla\d\d_code", "Authority.", "LAD22CD"),
        SourceColumn("authority_name", r"LAD\d\dNM|ltla\d\d_name", "Its name.", "LAD22NM"),
    ),
    table="lsoa_crossing",
    texts={
        "lsoa11_code": "lsoa11_code",
        "change_code": "upper(change_code)",
        "lsoa21_code": "lsoa21_code",
        "lsoa21_name": "lsoa21_name",
        "authority_code": "authority_code",
    },
    caveats=("Split and complex LSOAs cannot be carried across by code: their rows are placed by map point.",),
    sample="LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND,LAD22CD,LAD22NM\n"
    "E01099001,Exampleton-on-Tees 001A,E01099001,Exampleton-on-Tees 001A,U,E06099001,Exampleton-on-Tees\n"
    'E01099002,"Exampleton, Upper 001B",E01099901,"Exampleton, Upper 001E",S,E06099001,Exampleton-on-Tees\n',
    sample_name="LSOA11_LSOA21_LAD22_lookup.csv",
)
