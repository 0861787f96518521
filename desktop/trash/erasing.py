"""Asking whether to lose something for good: what goes with it, where its bytes lie as well, what keeps quoting it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from db import erasing
from db.erasing import Plan, Related
from db.refs import Ref
from desktop.base import theme
from desktop.base.dialogs import Question, ask_yes
from desktop.base.i18n import count, tr
from desktop.base.offsets import shown
from desktop.base.pieces import column, holding, label, untitled, warning
from desktop.base.session import Session

_MOST, _LONGEST = 6, 40
_ALONG = {
    "text": ("1 text", "{n} texts"),
    "excerpt": ("1 excerpt", "{n} excerpts"),
    "alias": ("1 other name", "{n} other names"),
    "link": ("1 link", "{n} links"),
}


def erase(session: Session, parent: QWidget, plan: Plan) -> None:
    """Ask, erase, and have everything made from it made anew."""
    refs = ask(parent, plan)
    if refs:
        session.write(lambda case: erasing.erase(case, refs), lambda _: _on_erased(session, len(refs)))


def _on_erased(session: Session, number: int) -> None:
    session.tell(count(number, "1 thing was erased for good.", "{n} things were erased for good."))
    session.find(lambda case, derived: derived.refresh(), lambda _: None)


def ask(parent: QWidget, plan: Plan) -> Sequence[Ref] | None:
    """What is to be erased, with what a person adds to it; None when nothing is. Asked twice."""
    question = Question(parent, _title(plan), _consequences(plan), tr("Go on…"))
    boxes: dict[Ref, QCheckBox] = {}
    for words, related in ((_AROUND, plan.around), (_INSIDE, plan.inside)):
        if related:
            question.body.addWidget(warning(tr(words)))
        for one in related[:_MOST]:
            boxes[one.ref], made = _box(one)
            question.body.addWidget(made)
        if len(related) > _MOST:
            rest = QCheckBox(count(len(related) - _MOST, "Erase 1 other as well", "Erase {n} others as well"))
            question.body.addWidget(rest)
            boxes |= {one.ref: rest for one in related[_MOST:]}
    if plan.quoting:
        question.body.addWidget(label(_quoting(plan), muted=True, wrap=True, size=theme.SECOND_SIZE))
    question.cancel.setDefault(True)
    question.cancel.setFocus()
    if not question.answered():
        return None
    refs = [*plan.refs, *(ref for ref, box in boxes.items() if box.isChecked())]
    said = count(len(refs), "Erase it for good?", "Erase these {n} things for good?")
    words = tr("There is no way back: no undo, no trash. A copy of the case loses it when it is merged with this one.")
    return refs if ask_yes(parent, said, words, tr("Erase for good")) else None


_AROUND = (
    "Its bytes lie in another file of this case as well. Unless that one is erased, too, they can be read from there."
)
_INSIDE = "What came out of it is kept by itself, with bytes of its own."


def _title(plan: Plan) -> str:
    if len(plan.refs) == 1:
        return tr("Erase “{title}” for good?").format(title=_short(plan.titles[0]))
    return count(len(plan.refs), "", "Erase {n} things for good?")


def _consequences(plan: Plan) -> str:
    """What goes, as sentences."""
    said = [tr("It is gone from the case and from its history, with its file and all earlier versions.")]
    if along := [count(plan.along[kind], *words) for kind, words in _ALONG.items() if plan.along.get(kind)]:
        said.append(tr("With it go: {things}.").format(things=", ".join(along)))
    said.append(tr("Copies of this file elsewhere, such as backups, are not reached."))
    return " ".join(said)


def _quoting(plan: Plan) -> str:
    return count(
        len(plan.quoting),
        "1 note or briefing cites it. What is quoted there stays, until you change it.",
        "{n} notes and briefings cite it. What is quoted there stays, until you change it.",
    )


def _box(one: Related) -> tuple[QCheckBox, QWidget]:
    """A tick, and with it how much came out of that file besides."""
    words = tr("Erase “{title}” as well").format(title=_short(one.title))
    box = QCheckBox(words.replace("&", "&&"))
    box.setAccessibleName(words)
    if not one.others:
        return box, box
    stay = count(one.others, "1 other thing that came out of it stays.", "{n} other things that came out of it stay.")
    aside = label(stay, muted=True, size=theme.SECOND_SIZE, wrap=True)
    aside.setContentsMargins(24, 0, 0, 0)
    return box, holding(column(box, aside, gap=2))


def _short(title: str) -> str:
    words = shown(" ".join(title.split())) or untitled()
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
