"""What the trash contributes to the window."""

from db import trash
from desktop.base.features import Collection, Feature
from desktop.trash.actions import actions
from desktop.trash.panel import TrashPanel

FEATURE = Feature(
    name="trash",
    collections=(
        Collection(
            id="trash",
            title="Trash",
            icon="trash",
            section="Put away",
            order=100,
            count=lambda session: len(trash.every(session.case)),
            make=TrashPanel,
        ),
    ),
    actions=actions,
    help="trash",
)
