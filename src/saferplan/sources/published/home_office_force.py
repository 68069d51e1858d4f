"""Police recorded crime by force, quarter and offence code."""

from saferplan.base.validity import Support
from saferplan.sources.contract import HOME_OFFICE, Form, Source
from saferplan.sources.published.home_office_csp import HOME_OFFICE_CAVEATS, HOME_OFFICE_COLUMNS, HOME_OFFICE_TEXTS

HOME_OFFICE_FORCE = Source(
    id="home_office_force",
    title="Police recorded crime by police force area",
    terms=HOME_OFFICE,
    cadence="quarterly, three to four months behind",
    address="gov.uk/government/statistics/police-recorded-crime-open-data-tables",
    form=Form.CSV,
    fits=r"(?i)prc.*pfa",
    columns=HOME_OFFICE_COLUMNS,
    table="home_office_row",
    texts={**HOME_OFFICE_TEXTS, "csp_name": "''"},
    supports=(Support.QUARTER, Support.OFFENCE_CODE),
    caveats=(
        *HOME_OFFICE_CAVEATS,
        "Rows of bodies that are no force with an area (fraud bureaus, transport police) are left out.",
    ),
    sample="Financial Year,Financial Quarter,Force Name,Offence Description,Offence Group,Offence Subgroup,"
    "Offence Code,Offence Count\n"
    "2016/17,1,Exampleshire,Shoplifting,Theft Offences,Shoplifting,46,812\n",
    sample_name="prc-pfa-1617.csv",
)
