"""What excerpts contribute to the window: the panel of their cards, and the way to their places."""

from db import anchors, excerpts, texts
from db.refs import Ref, Uuid
from desktop.base.features import Feature, Inspection, Opener
from desktop.base.frame import frame_of
from desktop.base.session import Session
from desktop.excerpts.panel import ExcerptsPanel


def _in_its_source(session: Session, ref: Ref) -> tuple[Ref, object]:
    """An excerpt is shown in its source, or in a later capture that is open; raises Unknown when it is in the trash."""
    source = Ref("source", excerpts.get(session.case, ref.uuid).source)
    here = frame_of(session).pages.current() if session.frame else None
    if here is not None and here.kind == "source" and here != source and _lies_in(session, ref.uuid, here.uuid):
        return here, ref.uuid
    return source, ref.uuid


def _lies_in(session: Session, excerpt: Uuid, source: Uuid) -> bool:
    text = texts.current(session.case, source)
    found = anchors.of_text(session.case, text.uuid).get(excerpt) if text else None
    return found is not None and found.span is not None


FEATURE = Feature(
    name="excerpts",
    openers=(Opener(kind="excerpt", icon="excerpt", instead=_in_its_source, inspection="excerpts"),),
    inspections=(Inspection(id="excerpts", title="Excerpts", order=10, kinds=("source",), make=ExcerptsPanel),),
    help="excerpts",
)
