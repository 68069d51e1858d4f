from saferplan.tables.schema import Column, Table

SOURCE = Table(
    name="source",
    description="The published sources this edition used, with licence and attribution.",
    columns=(
        Column("source_id", "VARCHAR", "Identifier used throughout."),
        Column("title", "VARCHAR", "The publisher's title."),
        Column("publisher", "VARCHAR", "Who publishes it."),
        Column("licence", "VARCHAR", "The licence it is published under."),
        Column("attribution", "VARCHAR", "The line the licence asks for."),
        Column("cadence", "VARCHAR", "How often it appears."),
        Column("address", "VARCHAR", "Where it is published."),
        Column("tried_on", "VARCHAR", "Whether it was run on the publisher's own files."),
        Column(
            "disclosure", "VARCHAR", "How far it may travel.", check="disclosure IN ('open', 'partner', 'personal')"
        ),
        Column("marking", "VARCHAR", "Protective marking."),
        Column("may_publish", "BOOLEAN", "Whether figures from it may be shown outside the partnership."),
    ),
    sort_key=("source_id",),
)
