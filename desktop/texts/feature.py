"""What the texts of sources contribute to the window: a panel, a page to compare, a page to correct."""

from desktop.base.features import Feature, Inspection, Opener
from desktop.texts import comparing_page, correcting_page
from desktop.texts.actions import actions
from desktop.texts.comparing_page import ComparingPage
from desktop.texts.correcting_page import CorrectingPage
from desktop.texts.panel import TextsPanel

FEATURE = Feature(
    name="texts",
    openers=(
        Opener(kind=comparing_page.KIND, icon="source", make=ComparingPage),
        Opener(kind=correcting_page.KIND, icon="source", make=CorrectingPage),
    ),
    inspections=(Inspection(id="texts", title="Texts", order=30, kinds=("source",), make=TextsPanel),),
    actions=actions,
    help="texts",
)
