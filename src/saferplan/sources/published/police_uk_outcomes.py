"""Outcomes of recorded crime, by month of the outcome, from data.police.uk."""

from saferplan.base.validity import Support
from saferplan.sources.contract import POLICE_UK, Form, Source, SourceColumn

_ID = "0a0000000000000000000000000000000000000000000000000000000000000"
_PLACE = "Exampleshire Police,Exampleshire Police,0.612345,54.712345,On or near Sample Street,E01099001,Exampleton-on-Tees 001A"

POLICE_UK_OUTCOMES = Source(
    id="police_uk_outcomes",
    title="Outcomes of recorded crime",
    terms=POLICE_UK,
    cadence="monthly, about two months behind",
    address="data.police.uk/data",
    form=Form.CSV,
    fits=r"(?i)(?P<month>20\d{2}-(0[1-9]|1[0-2]))-(?P<force>[a-z-]+)-outcomes( ?\(\d+\)| - Copy)*\.csv$",
    columns=(
        SourceColumn("crime_id", r"Crime ID", "64 hexadecimal digits: the crime in the street files."),
        SourceColumn("month", r"Month", "YYYY-MM, of the outcome."),
        SourceColumn("reported_by", r"Reported by", "The force."),
        SourceColumn("lsoa_code", r"LSOA code", "LSOA of the crime."),
        SourceColumn("outcome", r"Outcome type", "One of 28."),
    ),
    table="outcome_event",
    texts={"crime_id": "crime_id", "month": "month || '-01'", "reported_by": "reported_by", "outcome": "outcome"},
    supports=(Support.MONTH, Support.OUTCOME),
    caveats=(
        "One row an outcome: a crime may have several, and may stand in no street file at hand.",
        "Outcomes mature for months: a recent month always looks worse. They are followed for six months from the crime's.",
        "Court outcomes have not been published since June 2019.",
        "Anti-social behaviour has no outcome.",
    ),
    sample="Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type\n"
    f"{_ID}1,2016-05,{_PLACE},Suspect charged\n"
    f"{_ID}2,2016-05,{_PLACE},Local resolution\n",
    sample_name="2016-05-exampleshire-outcomes.csv",
)
