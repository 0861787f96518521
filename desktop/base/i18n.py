"""Words of the interface in the language of the person. Whole sentences are translated, never glued parts."""

from PySide6.QtCore import QCoreApplication


def tr(words: str) -> str:
    """The words in the language in use; as they are where there is no translation."""
    return QCoreApplication.translate("casethread", words)


def count(number: int, one: str, many: str) -> str:
    """A number with its noun, such as `count(3, "1 source", "{n} sources")`, thousands set apart."""
    return tr(one) if number == 1 else tr(many).format(n=f"{number:,}")
