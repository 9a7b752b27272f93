"""The ground floor: settings, errors and texts, known to all folders and knowing none of them."""

import os

__version__ = "0.1.0"

# Read by numpy's OpenBLAS when it is loaded. Its threads wait in busy loops after each product and take the cores from
# the encoder's: with one thread, the median of a warm answer went from 40 to 23 ms (2 cores, 180 questions).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
