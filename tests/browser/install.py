"""Find a Chromium for the tests, or install the system's package; `python -m tests.browser.install`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HELP = (
    "The browser tests need a Chromium and found none. Set TEST_BROWSER to one, or run "
    "`.venv/bin/playwright install chromium`, or install your system's package `chromium`."
)


def find_browser() -> str:
    """Return a Chromium's path: TEST_BROWSER, else Playwright's own, else the system's; "" if there is none."""
    named = os.environ.get("TEST_BROWSER", "")
    if named:
        if not os.access(named, os.X_OK):
            sys.exit(f"TEST_BROWSER names {named}, which cannot be run.")
        return named
    found = [_playwrights_own(), *(shutil.which(name) or "" for name in NAMES)]
    return next((path for path in found if path), "")


def install_browser() -> str:
    """Return a Chromium's path, installing the system's package where that is possible."""
    found = find_browser()
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing chromium with apt-get …", file=sys.stderr)
        for step in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *step], check=False, stdout=subprocess.DEVNULL)
        found = find_browser()
    return found or sys.exit(HELP)


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else ""


if __name__ == "__main__":
    print(f"Browser for the tests: {install_browser()}")
