"""What people and places contribute to the window."""

from db import counting
from desktop.base.features import Collection, Feature, Inspection, Opener
from desktop.entities.actions import actions
from desktop.entities.links_panel import KINDS, LinksPanel
from desktop.entities.page import EntityPage
from desktop.entities.panel import EntitiesPanel

FEATURE = Feature(
    name="entities",
    collections=(
        Collection(
            id="entities",
            title="People and places",
            icon="entity",
            section="Material",
            order=30,
            count=lambda session: counting.of(session.case, "entity"),
            make=EntitiesPanel,
        ),
    ),
    openers=(Opener(kind="entity", icon="entity", make=EntityPage),),
    inspections=(Inspection(id="links", title="Links", order=30, kinds=KINDS, make=LinksPanel),),
    actions=actions,
    help="entities",
)
