"""Tables that are written while others are made hold what the engine holds when all is made."""

from datetime import date

from saferplan.pipeline.build import COUNTED_TABLES, PLACED_TABLES
from saferplan.pipeline.demo import run_demo
from saferplan.tables.draft import Draft


def test_no_later_step_changes_a_table_that_is_written_early(tmp_path, monkeypatch):
    written, publish = [], Draft.publish

    def held_against(draft, **how):
        for name, begun in draft._begun.items():
            begun.result()
            file = f"read_parquet('{(draft.folder / f'{name}.parquet').as_posix()}')"
            for one, other in ((name, file), (file, name)):
                differing = f"SELECT count(*) FROM (SELECT * FROM {one} EXCEPT ALL SELECT * FROM {other})"
                assert draft.engine.value(differing) == 0, name
            written.append(name)
        return publish(draft, **how)

    monkeypatch.setattr(Draft, "publish", held_against)
    run_demo(tmp_path / "demo", today=date(2017, 7, 1), heard=lambda text: None)
    assert set(written) == {*PLACED_TABLES, *COUNTED_TABLES}
