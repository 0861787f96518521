"""What excerpts contribute to the window: the panel of their cards, and the way to their places."""

from db import excerpts
from db.refs import Ref
from desktop.base.features import Feature, Inspection, Opener
from desktop.base.session import Session
from desktop.excerpts.panel import ExcerptsPanel


def _in_its_source(session: Session, ref: Ref) -> tuple[Ref, object]:
    """An excerpt is shown in its source; raises Unknown when it is in the trash."""
    return Ref("source", excerpts.get(session.case, ref.uuid).source), ref.uuid


FEATURE = Feature(
    name="excerpts",
    openers=(Opener(kind="excerpt", icon="excerpt", instead=_in_its_source, inspection="excerpts"),),
    inspections=(Inspection(id="excerpts", title="Excerpts", order=10, kinds=("source",), make=ExcerptsPanel),),
    help="excerpts",
)
