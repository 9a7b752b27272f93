"""Several arrays in one file that is mapped, not read: an archive opens one file a document, not nine.

A line of JSON (name of each array → type, shape, place), filled up with spaces, then the arrays one after the other.
"""

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ALIGNED = 64  # bytes to whose multiple each array begins

Array = NDArray[Any]


def save(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write arrays.

    Args:
        path: of the file.
        arrays: by name, of numbers.
    """
    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    places: dict[str, tuple[str, tuple[int, ...], int]] = {}
    end = 0
    for name, array in whole.items():
        places[name] = (array.dtype.str, array.shape, end)
        end += -(-array.nbytes // ALIGNED) * ALIGNED
    head = json.dumps(places).encode()
    with path.open("wb") as file:
        file.write(head + b" " * (-(len(head) + 1) % ALIGNED) + b"\n")
        for array in whole.values():
            file.write(array.tobytes() + bytes(-array.nbytes % ALIGNED))


def mapped(path: Path) -> dict[str, Array]:
    """Open what `save` wrote.

    Args:
        path: of the file.

    Returns:
        The arrays by name, read-only; what is not looked at stays on the disk.

    Raises:
        ValueError: The file is damaged.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        head = file.readline()
        memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return {
        name: np.frombuffer(memory, kind, int(np.prod(shape)), len(head) + place).reshape(shape)
        for name, (kind, shape, place) in json.loads(head).items()
    }
