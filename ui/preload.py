"""What Gradio's page will fetch: told in its head, so that a browser fetches all at once and not level by level.

Gradio loads its scripts in five steps, each found out from the one before. The names are read from its own files; where
they are written otherwise one day, less is told and nothing breaks.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_TABLE = re.compile(r"m\.f=\[([^\]]*)\]")  # a script's list of what it may load
_PICKED = re.compile(r"__vite__mapDeps\(\[([\d,]+)\]\)")  # places in that list
_IMPORT = re.compile(r'(?:from|import)"\./([^"]+\.js)"')


def scripts(frontend: Path, components: Iterable[str]) -> list[str]:
    """Return the names of the scripts that a page loads.

    Args:
        frontend: Gradio's folder with `index.html` and `assets/`.
        components: what the page is made of, such as "button".

    Returns:
        Names in `assets`, sorted; the one in `index.html` is not among them, as it needs no telling.
    """
    folder = frontend / "assets"
    entry = re.search(r'src="\./assets/([^"]+\.js)"', (frontend / "index.html").read_text("utf-8"))
    if entry is None:
        return []
    first = _table((folder / entry[1]).read_text("utf-8"))
    roots = [name for name in first if name.endswith(".js")]
    for name in first:
        source = (folder / name).read_text("utf-8") if name.endswith(".js") else ""
        roots += [other for other in _table(source) if other.startswith("Blocks-") and other.endswith(".js")]
        if name.startswith("core-"):
            roots += [script for component in components for script in _of_component(component, source)]
    return sorted(_closure(folder, roots) - {entry[1]})


def _table(source: str) -> list[str]:
    match = _TABLE.search(source)
    return re.findall(r'"\./([^"]+)"', match[1]) if match else []


def _of_component(component: str, source: str) -> Iterator[str]:
    """Yield what a component loads, from the script that knows all of them."""
    table = _table(source)
    entry = re.search(rf"[{{,]{component}:{{.*?component:\(\)=>", source, re.DOTALL)
    picked = _PICKED.search(source, entry.end()) if entry else None
    for place in picked[1].split(",") if picked else ():
        if int(place) < len(table) and table[int(place)].endswith(".js"):
            yield table[int(place)]


def _closure(folder: Path, roots: Iterable[str]) -> set[str]:
    """Return the scripts with all that they import."""
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in found and (folder / name).is_file():
            found.add(name)
            waiting += _IMPORT.findall((folder / name).read_text("utf-8"))
    return found
