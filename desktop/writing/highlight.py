"""Shows the syntax of Markdown quietly, line by line as it is typed."""

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from typing_extensions import override

from desktop.base import theme
from desktop.base.offsets import OffsetMap
from desktop.writing.syntax import FENCE, Look, Stretch, stretches

IN_CODE = 1
"""The state of a line inside a fence."""


class Highlighter(QSyntaxHighlighter):
    """Headings are bold, links and citations have the colour of the thread, marks are muted."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats = _formats()

    def dress(self) -> None:
        """Take the colours in use."""
        self._formats = _formats()
        self.rehighlight()

    @override
    def highlightBlock(self, text: str) -> None:
        fence = FENCE.match(text) is not None
        in_code = self.previousBlockState() == IN_CODE
        self.setCurrentBlockState(IN_CODE if in_code != fence else 0)
        places = OffsetMap(text)
        found = [Stretch(0, len(text), Look.CODE)] if in_code or fence else list(stretches(text))
        bold = bool(found) and found[0].look is Look.HEADING
        for one in found:
            start, end = places.to_qt(one.start), places.to_qt(one.end)
            self.setFormat(start, end - start, self._format(one.look, bold=bold))

    def _format(self, look: Look, *, bold: bool) -> QTextCharFormat:
        made = QTextCharFormat(self._formats[look])
        if bold:
            made.setFontWeight(QFont.Weight.Bold)
        return made


def _formats() -> dict[Look, QTextCharFormat]:
    inks = theme.inks()
    made = {look: QTextCharFormat() for look in Look}
    made[Look.HEADING].setFontWeight(QFont.Weight.Bold)
    made[Look.STRONG].setFontWeight(QFont.Weight.Bold)
    made[Look.EMPHASIS].setFontItalic(True)
    made[Look.THREAD].setForeground(theme.color(inks.thread))
    made[Look.QUIET].setForeground(theme.color(inks.muted))
    made[Look.CODE].setForeground(theme.color(inks.muted))
    made[Look.ODD].setForeground(theme.color(inks.warning))
    made[Look.ODD].setBackground(theme.color(inks.warning_ground))
    return made
