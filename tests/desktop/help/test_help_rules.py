"""Rules about actions and help: what can be done is told somewhere, and has keys of its own."""

import re
from pathlib import Path

import pytest

import resources
from desktop.assembly import FEATURES
from desktop.base.edits import codes
from desktop.window import Window

pytestmark = pytest.mark.window

DB = Path(__file__).parents[3] / "db"


def test_every_feature_names_a_help_page_that_exists() -> None:
    there = resources.help_pages()
    assert [feature.name for feature in FEATURES if feature.help not in there] == []


def test_every_help_page_is_that_of_a_feature_or_of_the_keys() -> None:
    assert set(resources.help_pages()) - {feature.help for feature in FEATURES} <= {"keys"}


def test_every_shortcut_belongs_to_one_action(window: Window) -> None:
    shortcuts = [shortcut for action in window.actions_.known.values() for shortcut in action.shortcuts]
    assert len(shortcuts) == len(set(shortcuts))


def test_every_action_is_told_of_in_the_help(window: Window) -> None:
    pages = "\n".join(resources.help_page(name) for name in resources.help_pages())
    told = " ".join(pages.split())
    texts = [action.text for action in window.actions_.known.values()]
    assert [text for text in texts if text.rstrip("…") not in told] == []


def test_there_are_words_for_every_edit() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in DB.rglob("*.py"))
    used = set(re.findall(r'\.edit\("([a-z.]+)"', written))
    assert used - codes() == set()
