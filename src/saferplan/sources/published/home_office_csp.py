"""Police recorded crime by community safety partnership, quarter and offence code: the headline source."""

from saferplan.base.validity import Support
from saferplan.sources.contract import HOME_OFFICE, NOT_RUN, Form, Source, SourceColumn

HOME_OFFICE_COLUMNS = (
    SourceColumn("financial_year", r"Financial[ _]Year", "As in 2016/17.", "Financial Year"),
    SourceColumn("quarter", r"Financial[ _]Quarter", "1 is April to June.", "Financial Quarter"),
    SourceColumn("force_name", r"Force[ _]Name", "The police force.", "Force Name"),
    SourceColumn("description", r"Offence[ _]Description", "The offence, as published.", "Offence Description"),
    SourceColumn("offence_group", r"Offence[ _]Group", "Its group, as published.", "Offence Group"),
    SourceColumn("offence_subgroup", r"Offence[ _]Subgroup", "Its subgroup, as published.", "Offence Subgroup"),
    SourceColumn("offence_code", r"Offence[ _]Code", "The Home Office's code.", "Offence Code"),
    SourceColumn(
        "count", r"Offence[ _]Count|Number[ _]of[ _]Offences", "Offences; may be below zero.", "Offence Count"
    ),
)
HOME_OFFICE_TEXTS = {
    "financial_year": "financial_year",
    "quarter": "regexp_replace(quarter, '^Q', '')",
    "force_name": "force_name",
    "description": "description",
    "offence_group": "offence_group",
    "offence_subgroup": "offence_subgroup",
    "offence_code": "offence_code",
    "count": r"regexp_replace(replace(count, ',', ''), '\.0+$', '')",
}
HOME_OFFICE_CAVEATS = (
    "Offences that are cancelled or moved in a later quarter are taken off there: a count may be below zero.",
    "Spellings of groups, forces and partnerships drift between releases: they are brought together.",
    "Each release revises quarters before it: where two issues give a quarter, the newest counts.",
)

HOME_OFFICE_CSP = Source(
    id="home_office_csp",
    title="Police recorded crime by community safety partnership",
    terms=HOME_OFFICE,
    cadence="quarterly, three to four months behind",
    address="gov.uk/government/statistics/police-recorded-crime-open-data-tables",
    form=Form.CSV,
    fits=r"(?i)prc.*csp",
    columns=(*HOME_OFFICE_COLUMNS, SourceColumn("csp_name", r"CSP[ _]Name", "The partnership.", "CSP Name")),
    table="home_office_row",
    texts={**HOME_OFFICE_TEXTS, "csp_name": "csp_name"},
    supports=(Support.QUARTER, Support.OFFENCE_CODE),
    caveats=HOME_OFFICE_CAVEATS,
    tried_on=f"{NOT_RUN} Its sister table by force was run on the real file of 2017/18.",
    sample="Financial Year,Financial Quarter,Force Name,CSP Name,Offence Description,Offence Group,Offence Subgroup,"
    "Offence Code,Offence Count\n"
    "2016/17,1,Exampleshire,Exampleton-on-Tees,Shoplifting,Theft Offences,Shoplifting,46,412\n"
    "2016/17,1,Exampleshire,Exampleton-on-Tees,Bigamy,Miscellaneous crimes,Miscellaneous crimes,26,-1\n",
    sample_name="prc-csp-1617.csv",
)
