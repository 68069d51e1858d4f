"""Which CSP and police force area an authority belongs to. A CSP may be several authorities."""

from saferplan.sources.contract import ONS, Form, Source, SourceColumn

ONS_AUTHORITY_CSP = Source(
    id="ons_authority_csp",
    title="Local Authority District to Community Safety Partnership to Police Force Area lookup",
    terms=ONS,
    cadence="yearly",
    address="geoportal.statistics.gov.uk",
    form=Form.CSV,
    fits=r"(?i)csp",
    columns=(
        SourceColumn("authority_code", r"LAD\d\dCD|ltla\d\d_code", "Authority.", "LAD24CD"),
        SourceColumn("authority_name", r"LAD\d\dNM|ltla\d\d_name", "Its name.", "LAD24NM"),
        SourceColumn("csp_code", r"CSP\d\dCD|csp\d\d_code", "Community safety partnership.", "CSP24CD"),
        SourceColumn("csp_name", r"CSP\d\dNM|csp\d\d_name", "Its name.", "CSP24NM"),
        SourceColumn("force_code", r"PFA\d\dCD|pfa\d\d_code", "Police force area.", "PFA24CD"),
        SourceColumn("force_name", r"PFA\d\dNM|pfa\d\d_name", "Its name.", "PFA24NM"),
    ),
    table="authority_csp",
    texts={
        "authority_code": "authority_code",
        "authority_name": "authority_name",
        "csp_code": "csp_code",
        "csp_name": "csp_name",
        "force_code": "force_code",
        "force_name": "force_name",
    },
    sample="LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM\n"
    "E06099001,Exampleton-on-Tees,E22099001,Exampleton-on-Tees,E23099001,Exampleshire\n",
    sample_name="LAD24_CSP24_PFA24_lookup.csv",
)
