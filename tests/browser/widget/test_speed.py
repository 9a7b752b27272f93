"""How much travels, and how long it takes on a slow machine."""

import gzip

from playwright.sync_api import expect

from ui.widget import read_loader

QUESTION = "Wie viele Sprachmodelle hat China entwickelt?"
FRAME_LIMIT = 100_000  # bytes
LOADER_LIMIT = 8_000  # bytes


def test_the_loader_is_small():
    assert len(gzip.compress(read_loader().script)) <= LOADER_LIMIT


def test_the_frame_is_small(embed):
    guest = embed()
    session = guest.context.new_cdp_session(guest.page)
    session.send("Network.enable")
    guest.open()
    guest.ask(QUESTION)
    guest.frame.locator("#read").click()
    expect(guest.frame.locator("protokoll-reader section").first).to_be_visible()
    sizes = guest.inside.evaluate(
        """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
            .map((one) => [one.name, one.transferSize])"""
    )
    total = sum(size for _, size in sizes)
    print(f"{total} bytes in {len(sizes)} requests, reader and document included")
    assert 10_000 < total <= FRAME_LIMIT


def test_it_is_ready_within_a_second_on_a_slow_machine(embed):
    guest = embed("/plain")
    session = guest.context.new_cdp_session(guest.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    guest.page.goto(f"{guest.widget}/widget")
    expect(guest.page.locator("#question")).to_be_visible()
    took = guest.page.evaluate("performance.getEntriesByName('protokoll:ready')[0].startTime")
    print(f"interactive after {took:.0f} ms at four times throttling")
    assert took < 3_000  # the budget is 1,000 ms on an idle machine; the tests share theirs
