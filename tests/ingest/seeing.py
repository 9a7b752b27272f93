"""What a test sees of a source: its blocks as a reader sees them, by role."""

from ingest.source import Role


def seen(source, *roles):
    """The blocks of the roles as seen; of all where none is named."""
    return [source.seen(b.start, b.end) for b in source.blocks if not roles or b.role in roles]


def roles(source):
    """Role and words of every block."""
    return [(b.role, source.seen(b.start, b.end)) for b in source.blocks]


def page_of(source, words):
    """The page of the block that holds the words."""
    from ingest.source import page_at

    block = next(b for b in source.blocks if words in source.seen(b.start, b.end))
    return page_at(source.pages, block.start)


def check(source):
    """Blocks stand in order, do not overlap, say something, and lie within the text; pages and edits too."""
    position = 0
    for block in source.blocks:
        assert position <= block.start < block.end <= len(source.text)
        assert source.seen(block.start, block.end)
        assert block.role is not Role.HEADING or 1 <= block.level <= 6
        position = block.end
    position = 0
    for edit in source.edits:
        assert position <= edit.start < edit.end <= len(source.text)
        position = edit.end
    starts = [page.start for page in source.pages]
    assert starts == sorted(starts)
    assert [page.number for page in source.pages] == list(range(1, len(starts) + 1))
