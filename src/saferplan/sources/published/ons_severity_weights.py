"""Weights of the Crime Severity Score, by offence code."""

from saferplan.sources.contract import ONS, Form, Source, SourceColumn

ONS_SEVERITY_WEIGHTS = Source(
    id="ons_severity_weights",
    title="Crime Severity Score weights",
    terms=ONS,
    cadence="irregular",
    address="ons.gov.uk/peoplepopulationandcommunity/crimeandjustice",
    form=Form.CSV,
    fits=r"(?i)(severity|weights)",
    columns=(
        SourceColumn("offence_code", r"Offence[ _][Cc]ode", "The Home Office's code.", "Offence_code"),
        SourceColumn(
            "weight", r"Weight", "Days: the mean sentence of the offence, as the publisher makes it.", "Weight"
        ),
    ),
    table="severity_weight_row",
    texts={"offence_code": "offence_code", "weight": "weight"},
    caveats=(
        "A code with two different weights counts as having none, and is named.",
        "Weights hold for the offences of their year: new codes have none until the publisher gives one.",
    ),
    tried_on="Run on a part of the real list: 60 of 136 codes.",
    sample="Policeuk_Cat,Offence_Group,Offence_Subgroup,Offence_Description,Offence_code,Weight\n"
    "Shoplifting,Theft offences,Shoplifting,shoplifting,46,21.5\n",
    sample_name="example-severity-weights-2016.csv",
)
