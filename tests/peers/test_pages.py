"""Operators' pages in a browser that nobody here wrote, judged by axe-core and by rules of ours.

The pictures are for people: TEGATA_PICTURES names a folder that gets one of every page.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from socket import socket
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from attrs import evolve, frozen
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from fakes.chance import CountingEntropy
from makers.overseen import Overseen, oversee_a_week, withhold_one
from marks import peer
from tegata.kit.core.context import Actor, Channel, Context, Role
from tegata.kit.data.world_clock import WorldClock
from tegata.kit.web.visits import make_link

pytestmark = [peer("chromium"), pytest.mark.django_db, pytest.mark.xdist_group("pages")]

PICTURES = os.environ.get("TEGATA_PICTURES")
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = {"phone": 390, "desk": 1280}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SMALL_TARGETS = """
() => [...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
  .filter(each => getComputedStyle(each).display !== 'inline' && !each.closest('.tg-skip'))
  .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
  .filter(([, box]) => box.width < 44 || box.height < 44)
  .map(([html]) => html)
"""


class Server(ThreadingMixIn, WSGIServer):
    """One thread a request, each with a connection of its own, which it closes."""

    daemon_threads = True

    def process_request_thread(self, request: socket, client_address: tuple[str, int]) -> None:
        super().process_request_thread(request, client_address)
        connections.close_all()


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


@frozen
class Visited:
    """The running pages, and what they show."""

    base: str
    world: Overseen
    ctx: Context

    def link(self) -> str:
        """A fresh one-time link, made apart from the thread in which Playwright runs its loop."""
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(self._link).result()

    def _link(self) -> str:
        token = make_link(evolve(self.ctx, now=WorldClock().now()), role=Role.OPERATOR)
        connections.close_all()
        return f"{self.base}/authority/enter?token={token}"

    def pages(self) -> dict[str, str]:
        part = f"{self.world.partition.issuer}/{self.world.partition.municipality}"
        root = f"{self.base}/authority/status/"
        return {
            "look-up": root,
            "refused": f"{root}?name=12%2034",
            "unknown": f"{root}?name={self.world.partition.issuer}:ffff",
            "valid": f"{root}certificates/{self.world.valid}",
            "held": f"{root}certificates/{self.world.held}",
            "revoked": f"{root}certificates/{self.world.revoked}",
            "lists": f"{root}lists",
            "line": f"{root}lists/{part}",
            "nowhere": f"{root}nowhere",
        }


@pytest.fixture(scope="module")
def visited(
    django_db_setup: None,  # noqa: ARG001 - the database is made before
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Visited]:
    """One world for the whole file: its tests only look."""
    actor = Actor(Role.ADMINISTRATOR, "tester", Channel.COMMAND)
    ctx = Context(actor, datetime.now(UTC), CountingEntropy(), "t-1")
    with django_db_blocker.unblock():
        world = oversee_a_week(ctx, tmp_path_factory.mktemp("keys"))
        withhold_one(ctx, world.partition)
        with _serving() as base:
            yield Visited(base, world, ctx)
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)


@contextmanager
def _serving() -> Iterator[str]:
    server = Server(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    serving = Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    serving.join()


@pytest.fixture
def browser(visited: Visited) -> Iterator[Browser]:  # noqa: ARG001 - the world is made before
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*CHROMIUM])


@pytest.fixture
def page(browser: Browser, visited: Visited) -> Page:
    """A page whose visit is open, in a browser that runs no script of the page."""
    context = browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo")
    opened = context.new_page()
    opened.goto(visited.link())
    return opened


def test_every_page_is_accessible_in_both_languages_and_widths(
    visited: Visited, page: Page
) -> None:
    faults: list[str] = []
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    for language in ("ja", "en"):
        for name, address in visited.pages().items():
            for screen, width in WIDTHS.items():
                page.set_viewport_size({"width": width, "height": 844})
                page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
                where = f"{name} {language} {screen}"
                found = Axe().run(page, options=RULES).response["violations"]
                faults += [f"{where}: {each['id']} {each['nodes'][0]['html']}" for each in found]
                faults += [f"{where}: small {each}" for each in page.evaluate(SMALL_TARGETS)]
                _picture(page, where)

    assert faults == []
    assert [said for said in complaints if "status of 4" not in said] == []


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_no_page_scrolls_sideways(visited: Visited, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    wide = []
    for name, address in visited.pages().items():
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(name)

    assert wide == []


def test_a_refusal_takes_the_focus_and_leads_to_its_field(visited: Visited, page: Page) -> None:
    page.goto(visited.pages()["refused"])

    assert page.title().startswith("エラー：")
    assert page.evaluate("document.activeElement.id") == "summary"
    page.click("#summary a")
    assert page.evaluate("document.activeElement.id") == "id_name"


def test_the_first_stop_of_the_keyboard_leads_to_the_content(visited: Visited, page: Page) -> None:
    page.goto(visited.pages()["valid"])
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "tg-skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_an_english_page_holds_no_japanese(visited: Visited, page: Page) -> None:
    japanese = r"[\u3040-\u30ff\u4e00-\u9fff]"
    for name, address in visited.pages().items():
        page.goto(f"{address}{'&' if '?' in address else '?'}lang=en")
        shown = page.inner_text("body").replace("日本語", "")
        assert page.evaluate(f"/{japanese}/.test({shown!r})") is False, name


def test_everything_works_without_scripts(browser: Browser, visited: Visited) -> None:
    opened = browser.new_context(java_script_enabled=False).new_page()
    opened.goto(visited.link())
    opened.fill("#id_name", str(visited.world.held))
    opened.click("button")

    assert opened.url.endswith(f"/certificates/{visited.world.held}")
    assert "一時利用停止中" in opened.inner_text("main")


def test_shapes_stay_in_forced_colours(visited: Visited, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    for name in ("held", "line"):
        page.goto(visited.pages()[name])
        _picture(page, f"{name} forced colours")

    bar = page.locator(".tg-chart-bar").last
    assert bar.evaluate("each => getComputedStyle(each).fill") == "rgb(0, 0, 0)"


def _picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name.replace(' ', '-')}.png", full_page=True)
