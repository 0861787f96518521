"""Languages by their names."""

from PySide6.QtCore import QLocale


def language_name(code: str | None) -> str:
    """A language by its English name; the code itself where there is none."""
    if not code:
        return ""
    language = QLocale.codeToLanguage(code.split("-")[0])
    return code if language == QLocale.Language.AnyLanguage else QLocale.languageToString(language)
