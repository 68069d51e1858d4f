"""One small edition and its reports for every test that only reads them."""

from pathlib import Path

import pytest
from small_edition import small_edition

from saferplan.report import write_reports
from saferplan.tables.editions import Edition


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return small_edition(tmp_path_factory.mktemp("workspace"))


@pytest.fixture(scope="session")
def reports(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds facts.html and facts.pdf."""
    folder = tmp_path_factory.mktemp("reports")
    assert [path.name for path in write_reports(edition, folder)] == ["facts.html", "facts.pdf"]
    return folder


@pytest.fixture(scope="session")
def public_reports(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds public.html and public.pdf."""
    folder = tmp_path_factory.mktemp("public")
    assert [path.name for path in write_reports(edition, folder, public=True)] == ["public.html", "public.pdf"]
    return folder


@pytest.fixture(scope="session")
def public_page(public_reports: Path) -> str:
    return (public_reports / "public.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def page(reports: Path) -> str:
    return (reports / "facts.html").read_text(encoding="utf-8")
