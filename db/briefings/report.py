"""What a check of a briefing found, as data: no sentence for a person stands here."""

from collections import Counter
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Literal

from db.briefings.departures import Difference


class Code(StrEnum):
    """What can be found."""

    DIFFERS = "differs"
    """The words are like a passage of the source, and not the same."""
    NOT_FOUND = "not-found"
    """The words stand in no source that could be meant."""
    ELSEWHERE = "in-other-source"
    """The words stand in another source than the one cited, named by `key`."""
    UNCLOSED = "unclosed-quotation"
    """A quotation mark without a partner, so that nobody can tell what is quoted."""
    UNKNOWN_KEY = "unknown-key"
    UNDEFINED_NOTE = "undefined-note"
    """The mark of a footnote that stands nowhere."""
    REWORDED = "reworded-since-export"
    """A quotation in an exported file is not the one that was exported, even if the source has it."""
    ANNEX_QUOTE = "annex-quote-differs"
    ANNEX_SOURCE = "annex-source-differs"
    """An identity or a hash in the annex is not the case's."""
    ANNEX_INCOMPLETE = "annex-incomplete"
    """Something is cited that the annex should hold and does not."""
    UNKNOWN_HEAD = "unknown-head"
    """The state of the case from which the file was made is not in its history."""
    OTHER_CASE = "other-case"

    UNCITED_SENTENCE = "uncited-sentence"
    UNCITED_QUOTATION = "uncited-quotation"
    """A quotation without a citation, whose words stand in the source named by `key`."""
    UNMATCHED_TERM = "unmatched-term"
    """A few words in quotation marks that stand in no source that could be meant: a term, a title or irony."""
    UNCHECKED = "unchecked"
    """The source cited has no text in the case."""

    LAWFUL = "lawful-differences"
    WITHDRAWN = "withdrawn-source"
    CORRECTED = "corrected-source"
    QUOTE_CHANGED = "quote-changed-in-current-text"
    """The words of the excerpt are others in the text of its source that is read by default now."""
    QUOTE_LOST = "quote-lost-in-current-text"
    EDITED = "edited-since-export"
    """The words of the briefing are no longer those that were exported."""


class Weight(Enum):
    """How much a finding counts: always, when asked to be strict, or not at all."""

    FAILURE = "failure"
    STRICT = "strict"
    NOTICE = "notice"


_STRICT = frozenset({Code.UNCITED_SENTENCE, Code.UNCITED_QUOTATION, Code.UNMATCHED_TERM, Code.UNCHECKED})
_NOTICES = frozenset({Code.LAWFUL, Code.WITHDRAWN, Code.CORRECTED, Code.EDITED, Code.QUOTE_CHANGED, Code.QUOTE_LOST})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found at one place of the file; line and column count from 1, in code points.

    `found` is what stands there and `expected` what the source has instead; `quote` is the whole quotation or
    sentence, `nearest` the whole passage of the source; `notice` the key of what says that a source was corrected or
    withdrawn.
    """

    code: Code
    line: int
    column: int
    quote: str = ""
    found: str = ""
    expected: str = ""
    key: str | None = None
    notice: str | None = None
    nearest: str | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def weight(self) -> Weight:
        """How much this counts."""
        if self.code in _STRICT:
            return Weight.STRICT
        return Weight.NOTICE if self.code in _NOTICES else Weight.FAILURE


@dataclass(frozen=True, slots=True)
class Report:
    """The whole result: how much was checked, and what was found, in the order of the file.

    `form` is "source" for a briefing as it is written and "export" for a file with an annex. `sentences` are
    those that state something; `cited` of them have a citation. Of the `quotations`, `matches` stand in their
    sources, `lawful` of these with lawful differences. `excerpts` are those of the annex.
    """

    form: Literal["source", "export"]
    sentences: int
    cited: int
    quotations: int
    matches: int
    lawful: int
    citations: int
    excerpts: int
    findings: tuple[Finding, ...]

    @property
    def counts(self) -> dict[Code, int]:
        """How many findings there are of each kind."""
        return dict(Counter(finding.code for finding in self.findings))

    @property
    def ok(self) -> bool:
        """Whether nothing failed: each citation leads to a source, and each quotation stands there."""
        return not any(finding.weight is Weight.FAILURE for finding in self.findings)

    @property
    def ok_strict(self) -> bool:
        """Whether, besides, each statement and quotation has a citation, and each could be checked."""
        return all(finding.weight is Weight.NOTICE for finding in self.findings)
