"""English Indices of Deprivation 2025, by LSOA of 2021."""

from saferplan.sources.contract import MHCLG, Form, Source, SourceColumn
from saferplan.sources.published.mhclg_deprivation_lsoa11 import RANK_CAVEATS, RANK_TEXTS, RANKS

MHCLG_DEPRIVATION_LSOA21 = Source(
    id="mhclg_deprivation_lsoa21",
    title="English Indices of Deprivation, by LSOA of 2021",
    terms=MHCLG,
    cadence="every four to six years",
    address="gov.uk/government/collections/english-indices-of-deprivation",
    form=Form.CSV,
    fits=r"(?i)(imd|iod|deprivation)",
    dated_by_name=True,
    columns=(SourceColumn("area_code", r"lsoa21_code|LSOA code \(2021\)", "LSOA of 2021.", "LSOA code (2021)"), *RANKS),
    table="deprivation_lsoa21",
    texts=RANK_TEXTS,
    caveats=RANK_CAVEATS,
    sample="lsoa21_code,IMD_decile,IMD_rank\nE01099001,3.0,8123.0\n",
    sample_name="imd2025_lsoa21.csv",
)  # fmt: skip
