"""Outcomes from data.police.uk: known, so that nobody wonders why they are left aside."""

from saferplan.sources.contract import POLICE_UK, Form, Source, SourceColumn

POLICE_UK_OUTCOMES = Source(
    id="police_uk_outcomes",
    title="Outcomes of recorded crime",
    terms=POLICE_UK,
    cadence="monthly, about two months behind",
    address="data.police.uk/data",
    form=Form.CSV,
    fits=r"(?i)(?P<month>20\d{2}-(0[1-9]|1[0-2]))-(?P<force>[a-z-]+)-outcomes( ?\(\d+\)| - Copy)*\.csv$",
    columns=(
        SourceColumn("crime_id", r"Crime ID", "64 hexadecimal digits."),
        SourceColumn("month", r"Month", "YYYY-MM."),
        SourceColumn("reported_by", r"Reported by", "The force."),
        SourceColumn("lsoa_code", r"LSOA code", "LSOA of the crime."),
        SourceColumn("outcome", r"Outcome type", "One of 28."),
    ),
    not_used="This version makes no measure of outcomes.",
    sample="Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type\n"
    "0a00000000000000000000000000000000000000000000000000000000000001,2016-05,Exampleshire Police,Exampleshire Police,"
    "0.612345,54.712345,On or near Sample Street,E01099001,Exampleton-on-Tees 001A,Local resolution\n",
    sample_name="2016-05-exampleshire-outcomes.csv",
)
