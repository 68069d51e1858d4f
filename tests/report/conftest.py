"""One small edition and its reports for every test that only reads them."""

from datetime import date
from pathlib import Path

import pytest
from small_edition import small_edition

from saferplan.report import write_reports
from saferplan.tables.editions import Edition

TODAY = date(2018, 6, 30)
"""The last day on which every fact of the small edition is still fresh."""


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return small_edition(tmp_path_factory.mktemp("workspace"))


@pytest.fixture(scope="session")
def reports(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds facts.html and facts.pdf."""
    folder = tmp_path_factory.mktemp("reports")
    assert [path.name for path in write_reports(edition, folder, today=TODAY)] == ["facts.html", "facts.pdf"]
    return folder


@pytest.fixture(scope="session")
def public_reports(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds public.html and public.pdf."""
    folder = tmp_path_factory.mktemp("public")
    assert [path.name for path in write_reports(edition, folder, today=TODAY, public=True)] == [
        "public.html",
        "public.pdf",
    ]
    return folder


@pytest.fixture(scope="session")
def public_page(public_reports: Path) -> str:
    return (public_reports / "public.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def page(reports: Path) -> str:
    return (reports / "facts.html").read_text(encoding="utf-8")
