"""What sources contribute to the window."""

from db import counting
from desktop.base.features import Collection, Feature, Inspection, Opener
from desktop.sources.actions import actions
from desktop.sources.copies_panel import CopiesPanel
from desktop.sources.panel import SourcesPanel
from desktop.sources.publishers_page import KIND, PublishersPage

FEATURE = Feature(
    name="sources",
    collections=(
        Collection(
            id="sources",
            title="Sources",
            icon="source",
            section="Material",
            order=10,
            count=lambda session: counting.of(session.case, "source"),
            make=SourcesPanel,
        ),
    ),
    openers=(Opener(kind=KIND, icon="source", make=PublishersPage),),
    inspections=(Inspection(id="copies", title="Copies", order=40, kinds=("source",), make=CopiesPanel),),
    actions=actions,
    help="sources",
)
