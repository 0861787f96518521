"""What search contributes to the window."""

from desktop.base.features import Feature, Opener
from desktop.search.actions import actions
from desktop.search.bar import SearchBar
from desktop.search.results_page import ResultsPage

FEATURE = Feature(
    name="search",
    openers=(Opener(kind="search", icon="search", make=ResultsPage),),
    actions=actions,
    bar=SearchBar,
    help="search",
)
