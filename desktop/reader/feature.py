"""What the reader contributes to the window."""

from desktop.base.features import Feature, Inspection, Opener
from desktop.reader.actions import actions
from desktop.reader.info_panel import InfoPanel
from desktop.reader.page import SourcePage

FEATURE = Feature(
    name="reader",
    openers=(Opener(kind="source", icon="source", make=SourcePage),),
    inspections=(Inspection(id="info", title="Info", order=20, kinds=("source",), make=InfoPanel),),
    actions=actions,
    help="reader",
)
