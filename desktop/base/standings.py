"""That a source was corrected or withdrawn, in the words of everything that shows it; `db.standing` finds it out."""

from collections.abc import Sequence

from db.standing import Standing
from desktop.base.i18n import count, tr
from desktop.base.offsets import shown
from desktop.base.painting import Chip, Tone

_CHIPS = {"corrected": "corrected", "withdrawn": "withdrawn"}
_CITES = {"corrected": "cites a corrected source", "withdrawn": "cites a withdrawn source"}
_OF = {"corrected": "source corrected", "withdrawn": "source withdrawn"}
_SENTENCES = {
    "corrected": "This source was corrected by its publisher.",
    "withdrawn": "This source was withdrawn by its publisher.",
}
_CITED = {
    "corrected": "This cites a source that its publisher corrected: {title}.",
    "withdrawn": "This cites a source that its publisher withdrew: {title}.",
}


def chips(status: str) -> list[Chip]:
    """On the row of a source."""
    return [Chip(tr(_CHIPS[status]), Tone.WARNING)] if status in _CHIPS else []


def citing_chips(status: str | None) -> list[Chip]:
    """On the row of a note or briefing, with the state that weighs most among what it cites."""
    return [Chip(tr(_CITES[status]), Tone.WARNING)] if status in _CITES else []


def of_its_source(status: str | None) -> str:
    """On an excerpt; nothing when its source stands as it was."""
    return tr(_OF[status]) if status in _OF else ""


def hit_words(kind: str, status: str) -> str:
    """On a hit of any kind; nothing when what it rests on stands as it was."""
    words = {"source": _CHIPS, "excerpt": _OF}.get(kind, _CITES).get(status, "")
    return tr(words) if words else ""


def sentence(standing: Standing) -> str:
    """Above the text of a source."""
    return tr(_SENTENCES[standing.status])


def cited_sentence(standings: Sequence[Standing]) -> str:
    """Above a text that cites such sources; the one that weighs most is named when there are several."""
    if len(standings) == 1:
        return tr(_CITED[standings[0].status]).format(title=shown(standings[0].title))
    return count(
        len(standings),
        "This cites 1 source that its publisher corrected or withdrew.",
        "This cites {n} sources that their publishers corrected or withdrew.",
    )
