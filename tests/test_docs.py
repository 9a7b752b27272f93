"""The documentation cannot lie: settings, commands, targets, errors and linked files exist and are all described."""

import re
from pathlib import Path

import pytest
import typer

from protokoll import errors
from protokoll.settings import Settings
from ui.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
COMMANDS = {command.name for command in typer.main.get_group(app).commands.values()}
BLOCKS = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert f"`PROTOKOLL_{name.upper()}`" in README


@pytest.mark.parametrize("name", sorted(set(re.findall(r"PROTOKOLL_([A-Z_]+)", README))))
def test_every_variable_of_the_readme_is_a_setting(name: str) -> None:
    assert name.lower() in Settings.model_fields


@pytest.mark.parametrize("target", sorted(set(re.findall(r"^make (\w+)", BLOCKS, re.MULTILINE))))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"protokoll (\w+)", BLOCKS))))
def test_every_command_of_the_readme_exists(command: str) -> None:
    assert command in COMMANDS


@pytest.mark.parametrize("command", sorted(name for name in COMMANDS if name))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"protokoll {command}" in README


def test_every_error_is_described() -> None:
    described = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    names = [kind.__name__ for kind in errors.ProtokollError.__subclasses__() if kind.__module__ == errors.__name__]
    assert names
    assert [name for name in names if f"`{name}`" not in described] == []


def test_every_make_target_is_short() -> None:
    for target in re.split(r"\n(?=[\w./]+:)", MAKEFILE):
        assert sum(line.startswith("\t") for line in target.splitlines()) <= 5, target


PAGES = ["README.md", "corpus/README.md", *(str(page.relative_to(ROOT)) for page in sorted(ROOT.glob("docs/**/*.md")))]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_every_screenshot_is_shown() -> None:
    told = "".join((ROOT / page).read_text(encoding="utf-8") for page in PAGES)
    assert [path.name for path in (ROOT / "docs" / "screenshots").iterdir() if f"/{path.name})" not in told] == []


def test_the_python_example_of_the_readme_runs(
    settings: Settings, pipeline: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROTOKOLL_DATA", str(settings.data))
    [example] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(example, names)
    assert names["answer"].answered  # type: ignore[attr-defined]
