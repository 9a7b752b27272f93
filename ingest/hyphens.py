"""Words cut at line ends: joined as the document itself writes them elsewhere."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from ingest.shapes import table

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*-?")
_LAST = re.compile(r"([^\W_]+(?:-[^\W_]+)*)-$")
_TIED = re.compile(r"\w[–/]$")  # "16.00–/19.10 Uhr", "CDU//CSU"
_RARE = 0.02
_FIRST = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class Words:
    """The words of a document that stand whole in it, and what it writes with hyphens."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Count the words.

        Args:
            lines: of the document; what a line end cuts does not count.
        """
        self.whole: Counter[str] = Counter()
        self.before_hyphen: Counter[str] = Counter()
        count = ends = 0
        cut = False
        for line in lines:
            tokens = _TOKEN.findall(line)[1 if cut else 0 :]
            cut = line.rstrip().endswith("-")
            tokens = tokens[: -1 if cut else None]
            count, ends = count + 1, ends + cut
            self.whole.update(tokens)
            for token in tokens:
                if "-" in token.rstrip("-"):
                    self.before_hyphen[token.partition("-")[0]] += 1
        self.in_order: list[str] | None = None
        self.hyphenates = ends > _RARE * count

    def joint(self, before: str, after: str) -> tuple[int, str]:
        """Tell how a line goes on with the next.

        Args:
            before: the line, its words at its end.
            after: the next line.

        Returns:
            How many characters of `before` fall away (a hyphen, 1, or none), and what stands between: "" or a blank.
        """
        if before.endswith("\xad"):
            return 1, ""
        cut, rest = _LAST.search(before), _FIRST.match(after)
        if not before.endswith("-") or before.endswith((" -", "--")):
            return 0, "" if _TIED.search(before) and after[:1].isalnum() else " "
        if not cut or not rest:
            return 0, "" if before[-2:-1].isalnum() and after[:1].isalnum() else " "
        first, second = cut[1], rest[0]
        if second.lower() in table().joining:
            return 0, " "
        return (1, "") if self._is_one(first, second) else (0, "")

    def _is_one(self, first: str, second: str) -> bool:
        """Say whether the two pieces are one word without a hyphen."""
        joined, kept = self.whole[first + second], self.whole[f"{first}-{second}"]
        if joined != kept:
            return joined > kept
        if first[-1].isdigit() or second[0].isdigit():
            return False
        if second[0].isupper():
            return len(first) > 1 and first.isupper() and second.isupper() and not self.whole[first]
        if not self.hyphenates and self.whole[first] and self.whole[second]:
            return False  # a text that cuts no words: its hyphens at line ends are meant ("wrong-/person")
        # "Corona-/bedingt" in a text that writes "Corona-Hilfe" and "Corona-Betten", and no word like "Coronahilfe".
        return self.before_hyphen[first] <= max(1, self._beginning(first))

    def _beginning(self, first: str) -> int:
        """Count the words without hyphen that begin with this piece and are longer."""
        if self.in_order is None:
            self.in_order = sorted(self.whole)
        found = self.in_order[bisect_left(self.in_order, first) : bisect_left(self.in_order, first + "\uffff")]
        return sum("-" not in word and word != first for word in found)
