"""What writing contributes to the window: the actions that notes and briefings have in common."""

from desktop.base.features import Feature
from desktop.writing.actions import actions

FEATURE = Feature(name="writing", actions=actions, help="notes")
