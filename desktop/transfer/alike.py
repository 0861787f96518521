"""What files of a review are like, in words: a source of the case, or another file of the same import."""

from db.importers.kin import Kinship
from db.importers.likeness import NearTo
from db.importers.staging import Staged
from db.refs import Uuid
from db.relatives import percent
from desktop.base.i18n import count, tr
from desktop.base.offsets import shown
from desktop.transfer.review import Review

_SHORT = 30
_MENTIONED = 3
_KIN: dict[Kinship, tuple[str, str]] = {
    "same-text": ("same words as “{title}”", "It has the very words of “{title}”, {where}."),
    "same-address": ("another capture of “{title}”", "It comes from the address of “{title}”, {where}."),
    "same-page": (
        "address like that of “{title}”",
        "Its address differs from that of “{title}”, {where}, only behind the question mark.",
    ),
}


def alike_in_short(review: Review, one: Staged) -> list[str]:
    """For chips: what a file is like, the nearest only."""
    said = [tr(_KIN[kind][0]).format(title=_short(review, source)) for kind, source in one.kin.items()]
    for near in review.likeness.of(one)[:1]:
        words = tr("{share} % of it stands in “{title}”")
        if near.nearness.other_share > near.nearness.share:
            words = tr("{other} % of “{title}” stands in it")
        said.append(_filled(words, near, _short(review, near.source)))
    return said


def alike_in_full(review: Review, one: Staged) -> list[str]:
    """Sentences: all that a file is like, and where that is."""
    said = [
        tr(_KIN[kind][1]).format(title=_title(review, source), where=_where(review, source))
        for kind, source in one.kin.items()
    ]
    near_to = review.likeness.of(one)
    for near in near_to[:_MENTIONED]:
        words = tr("{share} % of it stands in “{title}”, {where}; {other} % of that stands here.")
        filled = _filled(words, near, _title(review, near.source), _where(review, near.source))
        said.append(filled)
    if (more := len(near_to) - _MENTIONED) > 0:
        said.append(count(more, "It is near to 1 more.", "It is near to {n} more."))
    return said


def _filled(words: str, near: NearTo, title: str, where: str = "") -> str:
    share, other = percent(near.nearness.share), percent(near.nearness.other_share)
    return words.format(share=share, other=other, title=title, where=where)


def _title(review: Review, source: Uuid) -> str:
    return shown(review.title_of(source)) or tr("a source")


def _short(review: Review, source: Uuid) -> str:
    title = " ".join(_title(review, source).split())
    return title if len(title) <= _SHORT else f"{title[: _SHORT - 1].rstrip()}…"


def _where(review: Review, source: Uuid) -> str:
    return tr("which is in the case") if source in review.likeness.titles else tr("which would come in with it")
