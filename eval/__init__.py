"""Measures the answers; imports the package first, so that numpy runs here with as many threads as it does there."""

import protokoll  # noqa: F401 - sets OPENBLAS_NUM_THREADS, which numpy reads when it is loaded
