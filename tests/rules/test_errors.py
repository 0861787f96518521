"""Every error that can be expected has a sentence."""

import importlib
import pkgutil

import db
from db.errors import CaseError, Expected
from desktop.base.sentences import has_sentence


def _expected() -> set[type[Expected]]:
    for module in pkgutil.walk_packages(db.__path__, "db."):
        importlib.import_module(module.name)
    found: set[type[Expected]] = set()
    todo: list[type[Expected]] = [Expected]
    while todo:
        below = todo.pop().__subclasses__()
        found.update(below)
        todo += below
    return found - {CaseError}


def test_every_expected_error_has_a_sentence_of_its_own() -> None:
    assert sorted(kind.__name__ for kind in _expected() if not has_sentence(kind)) == []


def test_everything_that_a_check_of_a_briefing_can_find_has_a_sentence() -> None:
    from db.briefings.report import Code
    from desktop.cli.verifying import _SENTENCES

    assert [code.name for code in Code if code not in _SENTENCES] == []
