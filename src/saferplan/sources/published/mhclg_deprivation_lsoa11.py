"""English Indices of Deprivation 2019 (and 2015), by LSOA of 2011."""

from saferplan.sources.contract import MHCLG, Form, Source, SourceColumn

RANKS = (
    SourceColumn("rank", r"IMD_rank|Index of Multiple Deprivation \(IMD\) Rank.*", "1 is the most deprived.", "IMD rank"),
    SourceColumn("decile", r"IMD_decile|Index of Multiple Deprivation \(IMD\) Decile.*", "1 is the most deprived tenth.",
                 "IMD decile"),
)  # fmt: skip
RANK_TEXTS = {
    "area_code": "area_code", "rank": r"regexp_replace(rank, '\.0+$', '')", "decile": r"regexp_replace(decile, '\.0+$', '')",
}  # fmt: skip
RANK_CAVEATS = (
    "Ranks are relative: a place may rise in rank and be no better off.",
    "The year is told by the file's name only.",
)

MHCLG_DEPRIVATION_LSOA11 = Source(
    id="mhclg_deprivation_lsoa11",
    title="English Indices of Deprivation, by LSOA of 2011",
    terms=MHCLG,
    cadence="every four to six years",
    address="gov.uk/government/collections/english-indices-of-deprivation",
    form=Form.CSV,
    fits=r"(?i)(imd|iod|deprivation)",
    dated_by_name=True,
    columns=(SourceColumn("area_code", r"lsoa11_code|LSOA code \(2011\)", "LSOA of 2011.", "LSOA code (2011)"), *RANKS),
    table="deprivation_lsoa11",
    texts=RANK_TEXTS,
    caveats=RANK_CAVEATS,
    sample="lsoa11_code,IMD_decile,IMD_rank\nE01099001,3.0,8123.0\n",
    sample_name="imd2019_lsoa11.csv",
)  # fmt: skip
