"""The most similar group of a partnership, as its own dated list. It may not be published."""

from saferplan.sources.contract import LOCAL, NOT_RUN, Form, Source, SourceColumn

LOCAL_MOST_SIMILAR_GROUP = Source(
    id="local_most_similar_group",
    title="Most similar group",
    terms=LOCAL,
    cadence="as the partnership is told",
    address="a file of the partnership's own",
    form=Form.CSV,
    fits=r"(?i)most.?similar",
    columns=(
        SourceColumn("area_code", r"area_code", "The partnership."),
        SourceColumn("member_code", r"member_code", "A CSP of its group."),
        SourceColumn("member_name", r"member_name", "Its name."),
        SourceColumn("group_issued", r"group_issued", "Month the group was issued, YYYY-MM."),
    ),
    table="most_similar_row",
    texts={
        "area_code": "area_code",
        "member_code": "member_code",
        "member_name": "nullif(trim(member_name), '')",
        "group_issued": "group_issued || '-01'",
    },
    caveats=("Given under restriction: figures that rest on it are left out of everything public.",),
    tried_on=NOT_RUN,
    sample="area_code,member_code,member_name,group_issued\nE22099001,E22099002,Mockpool,2016-09\n",
    sample_name="most-similar-group.csv",
)
