"""Pages in a real browser: server processor time, navigation, bytes, memory, start."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

from playwright.sync_api import Browser, Page

from tests.benchmarks import browsing, servers
from tests.benchmarks.browsing import Screen, chromium, context_for, open_screen, rerun
from tests.benchmarks.report import Row, interleaved
from tests.benchmarks.servers import Running, running
from tests.benchmarks.stores import database

ROUNDS, RERUNS, STARTS = 11, 25, 3
SOON_SECONDS = 5
BARE_WORDS, USUAL_WORDS = "Nothing but this sentence.", "End of the usual page."
USUAL_CHARTS = 5


def page_rows(sizes: list[int]) -> Iterator[Row]:
    """Everything about pages: the bare page, ours at every size, the usual one at the largest."""
    most = sizes[-1]
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        bare = stack.enter_context(running(servers.BARE))
        ours = {n: stack.enter_context(running(servers.OURS, database(n))) for n in sizes}
        usual = stack.enter_context(running(servers.USUAL, database(most)))
        screens = {n: browsing.trends_of(ours[n], database(n)) for n in sizes}
        bare_screen = Screen(bare.url, words=BARE_WORDS)
        usual_screen = Screen(usual.url, USUAL_CHARTS, USUAL_WORDS)
        every = [bare_screen, *screens.values(), usual_screen]
        pages = [_warm(browser, screen) for screen in every]
        yield from _navigation(sizes, every, pages)
        yield from _processor(sizes, [bare, *ours.values()], pages)
        usual_memory = usual.megabytes()
        yield Row(
            "Server memory / usual page", most, ours[most].megabytes(), usual_memory, "MB", 0.12
        )
        bytes_of = browsing.first_visit_kilobytes
        mine, theirs = bytes_of(browser, screens[most]), bytes_of(browser, bare_screen)
        yield Row("Bytes of a first visit / bare page", most, mine, theirs, "KB", 2.2)


def first_rows(audits: int) -> Iterator[Row]:
    """The first page a server gives, to a browser that has nothing of it, soon after its start."""
    path = database(audits)
    with chromium() as browser:
        with running(servers.OURS, path) as ours:
            first_ours = _first(browser, browsing.trends_of(ours, path))
        with running(servers.USUAL, path) as usual:
            first_usual = _first(browser, Screen(usual.url, USUAL_CHARTS, USUAL_WORDS))
    words = f"First page, {SOON_SECONDS} s after start / usual page"
    yield Row(words, audits, first_ours, first_usual, "ms", 0.2)


def _first(browser: Browser, screen: Screen) -> float:
    time.sleep(SOON_SECONDS)
    context = context_for(browser, screen)
    taken = open_screen(context.new_page(), screen)
    context.close()
    return taken


def _warm(browser: Browser, screen: Screen) -> Page:
    page = context_for(browser, screen).new_page()
    for _ in range(3):
        open_screen(page, screen)
    return page


def _navigation(sizes: list[int], screens: list[Screen], pages: list[Page]) -> Iterator[Row]:
    """Two races: a rival that keeps both processors busy would slow the others of its round."""
    acts = [
        lambda page=page, screen=screen: open_screen(page, screen)
        for page, screen in zip(pages, screens, strict=True)
    ]
    bare, *ours = interleaved(acts[:-1], ROUNDS)
    for n, taken in zip(sizes, ours, strict=True):
        goal, stretch = (2.5, 2) if n == sizes[-1] else (None, None)
        yield Row("Navigation to all charts / bare page", n, taken, bare, "ms", goal, stretch)
    if len(sizes) > 1:
        words = f"Navigation / itself at {sizes[0]:,} audits"
        yield Row(words, sizes[-1], ours[-1], ours[0], "ms", 1.3)
    again, usual = interleaved(acts[-2:], ROUNDS)
    yield Row("Navigation to all charts / usual page", sizes[-1], again, usual, "ms", 0.4, 0.3)


def _processor(sizes: list[int], given: list[Running], pages: list[Page]) -> Iterator[Row]:
    bare, *ours = [_per_rerun(server, page) for server, page in zip(given, pages, strict=False)]
    for n, taken in zip(sizes, ours, strict=True):
        yield Row("Rerun, server processor time / bare page", n, taken, bare, "ms", 8, 6)


def _per_rerun(server: Running, page: Page) -> float:
    """Milliseconds of processor time of one rerun."""
    page.bring_to_front()
    for _ in range(3):
        rerun(page)
    before = server.cpu_seconds()
    for _ in range(RERUNS):
        rerun(page)
    return (server.cpu_seconds() - before) * 1000 / RERUNS


def start_rows(audits: int) -> Iterator[Row]:
    """From the start of the process to a sign-in page that can be used."""
    path = database(audits)
    with chromium() as browser:
        starts = [
            lambda: _start(browser, Running(servers.OURS, path), "Passphrase"),
            lambda: _start(browser, Running(servers.BARE), BARE_WORDS),
        ]
        ours, bare = interleaved(starts, STARTS)
    yield Row("Process start to sign-in page / bare page", None, ours, bare, "ms", 2)


def _start(browser: Browser, server: Running, words: str) -> float:
    begun = time.perf_counter()
    try:
        server.wait()
        screen = Screen(server.url, words=words)
        context = context_for(browser, screen)
        open_screen(context.new_page(), screen)
        taken = (time.perf_counter() - begun) * 1000
        context.close()
    finally:
        server.stop()
    return taken
