"""Every error a user can meet.

    ProtokollError
    ├── SettingsError        a PROTOKOLL_… variable is misspelt or has a value that cannot be used
    ├── DocumentError        a file of the corpus cannot be read or contradicts itself
    ├── ModelError           the embedding model or the judge is missing, damaged or another one than the index's
    ├── IndexMissingError    there is no index yet, or the folder holds something else
    ├── IndexWriteError      the index cannot be written (permissions, full disk)
    ├── IngestRunningError   another ingest holds the lock
    ├── ServeError           the server cannot start (busy port, unusable address)
    └── GoldError            a gold set, a saved run or a bar file breaks its format

Each message names the file, the setting or the limit, and says what to do. The command line and the HTTP layer catch
the base alone.
"""


class ProtokollError(Exception):
    """Base of all errors meant for users."""


class SettingsError(ProtokollError):
    """A setting is misspelt or has a value that cannot be used."""


class DocumentError(ProtokollError):
    """A file of the corpus cannot be read or contradicts itself."""


class ModelError(ProtokollError):
    """The embedding model or the judge is missing, damaged or another one than the index's."""


class IndexMissingError(ProtokollError):
    """There is no index yet, or the folder holds something else."""


class IndexWriteError(ProtokollError):
    """The index cannot be written."""


class IngestRunningError(ProtokollError):
    """Another ingest holds the lock."""


class ServeError(ProtokollError):
    """The server cannot start."""


class GoldError(ProtokollError):
    """A gold set, a saved run or a bar file breaks its format."""
