"""Questions that the protocol could not answer, kept for the editors if they ask for it; one SQLite file.

Only the words, the reason and the days are kept: no address, no time of day, nothing that ties two questions together.
"""

from protokoll.settings import Settings
from retrieval.answer import Answer
from ui.notebook import Notebook

ROWS = 10_000  # so that nobody can fill the disk with questions; further ones are not kept
IDLE = {"conversation", "unclear"}  # reasons that tell editors nothing
_TABLE = """
create table if not exists refused (
    question text not null, language text not null, reason text not null,
    first text not null, last text not null, times integer not null, primary key (question, reason)
)
"""
_WRITE = """
insert into refused (question, language, reason, first, last, times) values (?, ?, ?, ?, ?, 1)
on conflict (question, reason) do update set last = excluded.last, times = times + 1
"""
NOTEBOOK = Notebook(
    name="refused",
    moment="last",
    stamp=lambda moment: moment.date().isoformat(),
    prepare=lambda base: base.execute(_TABLE),
    columns=("question", "language", "reason", "first", "last", "times"),
    order="times desc, last desc, question",
)


def store(settings: Settings, answer: Answer) -> None:
    """Keep the question of a refusal, or count it once more; drop those asked last too long ago.

    Args:
        settings: whether they are kept, where, and how long (`feedback_days`).
        answer: what was answered; only refusals are kept.

    Raises:
        ServeError: The file cannot be written.
    """
    if not settings.keep_refused or answer.answered or str(answer.reason) in IDLE:
        return
    today, words = NOTEBOOK.now(), " ".join(answer.question.split())
    with NOTEBOOK.opened(settings) as base:
        NOTEBOOK.delete_old(base, settings.feedback_days)
        full = base.execute("select count(*) from refused").fetchone()[0] >= ROWS
        if not full:
            base.execute(_WRITE, (words, answer.language, str(answer.reason), today, today))
