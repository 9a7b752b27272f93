"""Find the tests' browsers, or install the system's packages; `python -m tests.browser.install`."""

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

# The other two, each with the program by which one sees that it is there, and the packages that bring it.
OTHERS = {"firefox-esr": ("firefox-esr",), "WebKitWebDriver": ("webkit2gtk-driver",), "Xvfb": ("xvfb",)}


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
    if not found and _may_install():
        _install("chromium")
        found = find_browser()
    return found or sys.exit(HELP)


def install_others() -> list[str]:
    """Return which programs for Firefox and WebKit are missing, after installing what can be."""
    missing = [name for name in OTHERS if not shutil.which(name)]
    if missing and _may_install():
        _install(*(package for name in missing for package in OTHERS[name]))
    return [name for name in OTHERS if not shutil.which(name)]


def _may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(*packages: str) -> None:
    print(f"Installing {', '.join(packages)} with apt-get …", file=sys.stderr)
    for step in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *step], check=False, stdout=subprocess.DEVNULL)


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else ""


if __name__ == "__main__":
    print(f"Browser for the tests: {install_browser()}")
    if lacking := install_others():
        print(f"Not here: {', '.join(lacking)}. What only they can show is skipped.")
