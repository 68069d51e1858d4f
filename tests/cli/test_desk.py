"""The window in a real browser against a real server on loopback: the whole way, with and without script; and its locks."""

import http.client
import threading
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from tests.local_events.made import ROWS, extract
from tests.support.small import FEW, build_small, small_workspace, street_name

from saferplan.base.errors import BusyError, InputError
from saferplan.cli.desk.actions import keep
from saferplan.cli.desk.page import desk_page
from saferplan.cli.desk.server import serve
from saferplan.cli.desk.staging import MOST_NAME_BYTES, Staging, apart, plain_name
from saferplan.cli.desk.state import Desk
from saferplan.cli.desk.work import Work
from saferplan.tables.editions import current_edition

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")
BROWSER = pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")


@pytest.fixture
def served(tmp_path, monkeypatch):
    """A workspace whose last month is still outside, and the address of its window."""
    workspace = small_workspace(tmp_path / "w")
    outside = tmp_path / Path(street_name(FEW[-1])).name
    next(workspace.inbox.rglob(outside.name)).rename(outside)
    monkeypatch.chdir(workspace.path)
    told, addresses = threading.Event(), []

    def opened(address):
        addresses.append(address)
        told.set()

    thread = threading.Thread(target=serve, args=(workspace, opened), daemon=True)
    thread.start()
    assert told.wait(10)
    yield workspace, addresses[0], outside
    ask(addresses[0], "POST", "close")
    thread.join(10)
    assert not thread.is_alive()


def ask(address, method="GET", path="", host=None, body=None):
    """A bare request, so that host and token can be wrong on purpose."""
    _, _, place, token, _ = address.split("/")
    connection = http.client.HTTPConnection(*place.split(":"), timeout=30)
    connection.request(method, path if path.startswith("/") else f"/{token}/{path}", body, {"Host": host or place})
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


def test_only_its_own_host_and_token_are_answered(served):
    _, address, _ = served
    assert ask(address)[0] == 200
    assert ask(address, path="/")[0] == 404
    assert ask(address, path="/wrong-token/")[0] == 404
    assert ask(address, host="evil.example:80")[0] == 404
    assert ask(address, "POST", "/wrong/build")[0] == 404
    assert ask(address, "POST", "no-such-action")[0] == 404
    assert address.startswith("http://127.0.0.1:")


def test_a_second_window_on_the_workspace_is_refused(served):
    """One would throw away the files that wait in the other."""
    workspace, *_ = served
    with pytest.raises(BusyError, match="A window is open on this workspace already"):
        serve(workspace, lambda address: None)


def test_nothing_outside_the_reports_can_be_had(served):
    workspace, address, _ = served
    for name in ("../saferplan.toml", "..%2Fsaferplan.toml", "saferplan.toml", "%2e%2e", ""):
        status, _, content = ask(address, path=f"reports/{name}")
        assert status in (200, 404)
        assert b"area =" not in content
    assert (workspace.path / "saferplan.toml").is_file()


def test_pages_forbid_what_they_do_not_need(served):
    _, address, _ = served
    _, headers, _ = ask(address)
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


def test_what_is_no_form_is_refused_and_the_window_goes_on(served):
    _, address, _ = served
    assert ask(address, "POST", "add", body=b"not a form")[0] == 303
    assert b"alert" in ask(address)[2]
    assert ask(address)[0] == 200


def test_work_that_ends_while_the_page_is_made_is_still_looked_for(tmp_path):
    """Else the page would neither tell the end nor look again."""

    class JustEnding(Work):
        asked = 0

        @property
        def is_over(self):
            self.asked += 1
            return self.asked > 1

        @is_over.setter
        def is_over(self, value):
            pass

    desk = Desk(small_workspace(tmp_path / "w"), work=JustEnding("Building an edition"))
    assert 'http-equiv="refresh"' in desk_page(desk, "n")
    assert "Building an edition: done." in desk_page(desk, "n")


@BROWSER
@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_the_whole_way_from_a_file_to_the_reports(served, tmp_path, script):
    workspace, address, outside = served
    spoilt = tmp_path / "2017-09-nowhere-street.csv"
    spoilt.write_text("Crime ID,Month\n1,2017-09\n", encoding="utf-8")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_context(java_script_enabled=script).new_page()
        asked = []
        tab.on("request", lambda each: asked.append(each.url))
        tab.goto(address)
        tab.set_input_files("#files", [str(outside), str(spoilt)])
        tab.click("text=Look at them")
        assert tab.locator("#found").inner_text() == "2. What they are"
        assert "Street-level crime" in tab.locator("table").first.inner_text()
        assert "The column “Reported by” is missing" in tab.locator("table").first.inner_text()
        assert not list(workspace.inbox.rglob(outside.name))
        tab.click("text=Put them into the inbox")
        assert list(workspace.inbox.rglob(outside.name))
        said = tab.locator("[role=status]").inner_text()
        assert "1 file is now in inbox/added-" in said
        assert f"Refused, and not put there: {spoilt.name}." in said
        assert not list(workspace.inbox.rglob(spoilt.name))
        tab.click("text=Build an edition and its reports")
        tab.wait_for_selector("text=Building an edition: done.", timeout=90_000)
        assert current_edition(workspace.path).name == f"{FEW[-1]}.1"
        tab.click("text=facts.html")
        assert "Facts for" in tab.content()
        assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:"))] == []
        browser.close()


@BROWSER
@pytest.mark.browser
def test_files_that_contradict_the_inbox_say_so_and_can_be_thrown_away(served, tmp_path):
    workspace, address, _ = served
    other = tmp_path / Path(street_name(FEW[-2])).name
    lines = next(workspace.inbox.rglob(other.name)).read_text(encoding="utf-8").splitlines()
    other.write_text("\n".join(lines[:-2]) + "\n", encoding="utf-8")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page()
        tab.goto(address)
        tab.set_input_files("#files", [str(other)])
        tab.click("text=Look at them")
        assert "and they differ" in tab.locator("[role=alert]").inner_text()
        tab.click("text=Throw them away")
        assert "Nothing in the inbox was touched" in tab.locator("[role=status]").inner_text()
        browser.close()
    assert not (workspace.path / ".desk").exists()


@BROWSER
@pytest.mark.browser
def test_a_partners_spreadsheet_is_mapped_by_answering_and_then_recognised(served, tmp_path):
    import openpyxl

    workspace, address, _ = served
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Indicator", "2015/16", "2016/17"], ["People helped", 91, 99]):
        sheet.append(row)
    book.save(tmp_path / "safe-at-home-2017.xlsx")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page()
        tab.goto(address)
        tab.set_input_files("#files", [str(tmp_path / "safe-at-home-2017.xlsx")])
        tab.click("text=Look at them")
        tab.get_by_label("Who sends it?").fill("Safe at Home")
        tab.get_by_label("which way is better?").select_option("higher_is_better")
        tab.click("text=Read it so")
        assert "are read from now on by mappings/" in tab.locator("[role=status]").inner_text()
        assert "How is safe-at-home" not in tab.content()
        assert "What would be read of it" in tab.content()
        assert tab.locator("li", has_text="99").count() == 1
        row = tab.locator("tr", has_text="safe-at-home-2017.xlsx").inner_text()
        assert "Safe at Home, read by mappings/" in row
        assert "Not recognised" not in tab.content()
        browser.close()
    (saved,) = (workspace.path / "mappings").glob("*.toml")
    assert 'supplier = "Safe at Home"' in saved.read_text(encoding="utf-8")
    assert 'polarity = "higher_is_better"' in saved.read_text(encoding="utf-8")


def test_what_is_refused_never_reaches_the_inbox(tmp_path, monkeypatch):
    workspace = small_workspace(tmp_path / "w")
    monkeypatch.chdir(workspace.path)
    desk = Desk(workspace)
    month = next(workspace.inbox.rglob("*-street.csv"))
    desk.staging.add(month.name, BytesIO(month.read_bytes()))
    month.unlink()
    people = "Name,Date of birth,Visits\nJane Smith,03/04/1988,2\nTom Brown,05/06/1990,4\nAnn Jones,07/08/1971,1\n"
    desk.staging.add("clients.csv", BytesIO(people.encode()))
    desk.staging.add("damaged.xlsx", BytesIO(b"PK no workbook"))
    keep(desk, {})
    inside = {path.name for path in workspace.inbox.rglob("*")}
    assert month.name in inside
    assert not {"clients.csv", "damaged.xlsx"} & inside
    assert "not put there: clients.csv and damaged.xlsx" in desk.message
    page = desk_page(desk, "n")
    assert page.count("Does not go into the inbox.") >= 2
    assert "Jane" not in page
    with pytest.raises(InputError, match="No file was put into the inbox"):
        keep(desk, {})


@BROWSER
@pytest.mark.browser
def test_an_extract_is_mapped_as_events_and_then_put_to_areas(served, tmp_path):
    workspace, address, _ = served
    build_small(workspace)
    file = extract(tmp_path / "smallshire-extract-2017-03.xlsx", ROWS)
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page()
        tab.goto(address)
        tab.set_input_files("#files", [str(file)])
        tab.click("text=Look at them")
        assert "It looks like a partner's events, a row each." in tab.content()
        assert "Column “Officer name” looks like a name: as it is, a build refuses the file." in tab.content()
        tab.get_by_label("Column “Officer name” looks like a name").select_option("yes")
        tab.get_by_label("Which type of police.uk is “ASB - Nuisance”").select_option("Anti-social behaviour")
        tab.click("text=Read it so")
        assert "are read from now on by mappings/smallshire-extract.toml" in tab.locator("[role=status]").inner_text()
        assert "6 events in the partnership, 0 in others of the force." in tab.content()
        assert "ward “Nowhere Quay” (1)" in tab.content()
        assert "read by mappings/smallshire-extract.toml" in tab.locator("tr", has_text=file.name).first.inner_text()
        assert "Emma" not in tab.content()
        browser.close()
    saved = (workspace.mappings / "smallshire-extract.toml").read_text(encoding="utf-8")
    assert '"ASB - Nuisance" = "Anti-social behaviour"' in saved


@BROWSER
@pytest.mark.browser
def test_a_wrong_answer_is_not_final(served, tmp_path):
    """With its preset answer a column of names refuses the file: it is asked again, and what was answered is kept."""
    workspace, address, _ = served
    build_small(workspace)
    file = extract(tmp_path / "smallshire-extract-2017-03.xlsx", ROWS)
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page()
        tab.goto(address)
        tab.set_input_files("#files", [str(file)])
        tab.click("text=Look at them")
        tab.click("text=Read it so")
        assert "Does not go into the inbox." in tab.content()
        tab.click("text=Ask again how smallshire-extract-2017-03.xlsx is read")
        assert "kept as mappings/smallshire-extract.toml.old" in tab.locator("[role=status]").inner_text()
        tab.get_by_label("Column “Officer name” looks like a name").select_option("yes")
        tab.click("text=Read it so")
        assert "Does not go into the inbox." not in tab.content()
        browser.close()
    assert sorted(path.name for path in workspace.mappings.iterdir()) == [
        "smallshire-extract.toml", "smallshire-extract.toml.old",
    ]  # fmt: skip


@BROWSER
@pytest.mark.browser
def test_no_accessibility_rule_is_broken(served):
    from axe_playwright_python.sync_playwright import Axe

    _, address, outside = served
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        for width in (320, 1280):
            tab = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 900}).new_page()
            tab.goto(address)
            tab.set_input_files("#files", [str(outside)])
            tab.click("text=Look at them")
            results = Axe().run(tab)
            assert results.violations_count == 0, results.generate_report()
            assert tab.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        browser.close()


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("a.csv", "a.csv"),
        ("C:\\fakepath\\a.csv", "a.csv"),
        ("../../etc/passwd", "passwd"),
        ("a<b>:c.csv", "a_b__c.csv"),
        (" x.csv. ", "x.csv"),
    ],
)
def test_a_name_is_made_plain(given, name):
    assert plain_name(given) == name


@pytest.mark.parametrize("given", ["", "..", "CON", "nul.csv", "/", "COM1.txt"])
def test_a_name_of_which_nothing_is_left_is_refused(given):
    with pytest.raises(InputError, match="cannot be a file's name"):
        plain_name(given)


def test_files_wait_and_are_kept_without_replacing_any(tmp_path):
    staging = Staging(tmp_path)
    staging.add("a.csv", BytesIO(b"one"))
    staging.add("a.csv", BytesIO(b"two"))
    assert [path.read_bytes() for path in staging.files] == [b"two"]
    first = staging.keep(tmp_path / "inbox", date(2026, 1, 2), staging.files)
    staging.add("a.csv", BytesIO(b"three"))
    second = staging.keep(tmp_path / "inbox", date(2026, 1, 2), staging.files)
    assert (first.name, second.name) == ("added-2026-01-02", "added-2026-01-02-2")
    assert [(folder / "a.csv").read_bytes() for folder in (first, second)] == [b"two", b"three"]
    staging.add("b.csv", BytesIO(b"x"))
    staging.discard()
    assert staging.files == []


def test_two_files_of_one_name_handed_over_at_once_are_two_and_long_names_keep_their_ending():
    assert apart("ward/returns.xlsx", {"returns.xlsx", "returns (2).xlsx"}) == "returns (3).xlsx"
    long = plain_name("é" * 200 + ".xlsx")
    assert long.endswith("é.xlsx")
    assert len(long.encode()) <= MOST_NAME_BYTES
