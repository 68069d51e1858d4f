"""English Indices of Deprivation 2025, by LSOA of 2021."""

from saferplan.sources.contract import MHCLG, Form, Source, SourceColumn

MHCLG_DEPRIVATION_LSOA21 = Source(
    id="mhclg_deprivation_lsoa21",
    title="English Indices of Deprivation, by LSOA of 2021",
    terms=MHCLG,
    cadence="every four to six years",
    address="gov.uk/government/collections/english-indices-of-deprivation",
    form=Form.CSV,
    fits=r"(?i)(imd|iod|deprivation).*?(?P<century>20)?(?P<year>\d{2})",
    columns=(
        SourceColumn("area_code", r"lsoa21_code|LSOA code \(2021\)", "LSOA of 2021.", "LSOA code (2021)"),
        SourceColumn("rank", r"IMD_rank|Index of Multiple Deprivation \(IMD\) Rank.*", "1 is the most deprived.", "IMD rank"),
        SourceColumn("decile", r"IMD_decile|Index of Multiple Deprivation \(IMD\) Decile.*", "1 is the most deprived tenth.",
                     "IMD decile"),
    ),
    table="deprivation_lsoa21",
    texts={"area_code": "area_code", "rank": r"regexp_replace(rank, '\.0+$', '')",
           "decile": r"regexp_replace(decile, '\.0+$', '')"},
    caveats=("Ranks are relative: a place may rise in rank and be no better off.", "The year is told by the file's name only."),
    sample="lsoa21_code,IMD_decile,IMD_rank\nE01099001,3.0,8123.0\n",
    sample_name="imd2025_lsoa21.csv",
)  # fmt: skip
