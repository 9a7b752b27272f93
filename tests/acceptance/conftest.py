"""Twelve documents of the tests' own, read by the real reader and indexed once."""

from types import SimpleNamespace

import pytest

from ingest.build import build
from ingest.index import Index
from protokoll.settings import Settings
from retrieval.pipeline import Pipeline
from tests.acceptance.documents import ALL, write


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    """The index over the twelve documents: `settings`, `summary` of the ingest, `index` and `documents` by id."""
    corpus, data = tmp_path_factory.mktemp("archive"), tmp_path_factory.mktemp("data")
    write(corpus)
    settings = Settings(corpus=corpus, data=data, rate_limit="off", rate_limit_all="off")
    summary = build(settings, [corpus], lambda step, more, total: None)
    index = Index.open(settings)
    return SimpleNamespace(
        settings=settings, summary=summary, index=index, documents={d.id: d for d in index.documents}
    )


@pytest.fixture(scope="session")
def asking(archive):
    """The pipeline over the twelve documents."""
    return Pipeline.open(archive.settings)


@pytest.fixture(params=ALL, ids=lambda known: known.id)
def known(request):
    """Each of the twelve documents in turn."""
    return request.param


@pytest.fixture
def document(archive, known):
    """The document as indexed."""
    return archive.documents[known.id]
