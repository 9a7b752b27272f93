"""What is installed is pinned with hashes, and the pins are what pyproject.toml asks for."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.ui.served import ROOT

PINNED = re.compile(r"^([\w.-]+)==(\S+)(?: ; .+?)? \\\n(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", re.M)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = ("sentence-transformers", "openai", "test", "evaluation", "lint")  # those that `make test` installs
ASKED = [*PROJECT["dependencies"], *(line for extra in EXTRAS for line in PROJECT["optional-dependencies"][extra])]


def pinned(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    found = PINNED.findall(text)
    assert len(found) == len(re.findall("^[a-z]", text, re.M)), "a line without a version or without hashes"
    return found


@pytest.mark.parametrize("line", ASKED)
def test_what_the_project_asks_for_is_pinned_within_its_bounds(line):
    wanted = Requirement(line)
    if wanted.name == "torch":
        pytest.skip("its file differs between machines; the Makefile names the version")
    names = pinned("run") if line in PROJECT["dependencies"] else [*pinned("run"), *pinned("work")]
    versions = [version for name, version in names if name == re.sub("[-_.]+", "-", wanted.name).lower()]
    assert versions, f"{wanted.name} is not pinned: run `make lock`"
    assert all(Version(version) in wanted.specifier for version in versions)


def test_the_makefile_pins_the_torch_of_the_project():
    [line] = [line for line in ASKED if line.startswith("torch")]
    assert line in (ROOT / "Makefile").read_text(encoding="utf-8")
