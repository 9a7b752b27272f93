"""The ground floor: settings, errors and texts, known to all folders and knowing none of them."""

__version__ = "0.1.0"
