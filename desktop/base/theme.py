"""How the window looks: one palette and one style sheet made of the inks, fonts, and icons tinted to match.

Widgets ask `inks()` when they paint, so that a change of theme needs no more than a repaint.
"""

import re
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

import resources
from desktop.base.inks import DARK, LIGHT, Inks

TEXT_SIZE, CAPTION_SIZE, SECOND_SIZE, TITLE_SIZE, READING_SIZE = 13, 11, 12, 16, 16
"""Sizes in pixels: interface, captions in small capitals, secondary lines, titles of pages, reading."""

_SERIFS = ("Noto Serif", "Source Serif 4", "Source Serif Pro", "Charter", "Georgia", "DejaVu Serif")
_CJK = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "Noto Sans CJK SC")
_CJK_SANS = ("PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
"""Named, since a system left alone may take Japanese forms for Chinese."""
_PROPERTY = "casethread-dark"


class Mode(StrEnum):
    """What a person may choose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def apply(mode: Mode) -> None:
    """Dress the whole application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    dark = mode is Mode.DARK or (mode is Mode.SYSTEM and _system_is_dark())
    app.setProperty(_PROPERTY, dark)
    app.setStyle("Fusion")
    app.setFont(interface_font())
    app.setPalette(_palette(inks()))
    app.setStyleSheet(_style_sheet(inks()))


def is_dark() -> bool:
    """Whether the dark inks are in use."""
    app = QApplication.instance()
    return bool(app and app.property(_PROPERTY))


def inks() -> Inks:
    """The colours in use."""
    return DARK if is_dark() else LIGHT


def color(ink: str) -> QColor:
    """A colour for a painter."""
    return QColor(ink)


def interface_font(size: int = TEXT_SIZE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The system's own interface font, at a size in pixels."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    there = set(QFontDatabase.families())
    first = "Inter" if "Inter" in there else QFontInfo(font).family()  # its own name may be an alias
    font.setFamilies([first, *(family for family in _CJK_SANS if family in there)])
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


def reading_font(size: int = READING_SIZE) -> QFont:
    """A serif for long reading, with a companion for Chinese and Japanese."""
    there = set(QFontDatabase.families())
    font = QFont()
    font.setFamilies([family for family in (*_SERIFS, *_CJK) if family in there] or ["serif"])
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(size)
    return font


def caption_font() -> QFont:
    """Small capitals with wide spacing, for captions."""
    font = interface_font(CAPTION_SIZE, QFont.Weight.DemiBold)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
    font.setCapitalization(QFont.Capitalization.AllUppercase)
    return font


def icon(name: str, ink: str | None = None) -> QIcon:
    """One of our outlines in a colour; muted unless said otherwise, also after a change of theme."""
    return QIcon(_Outline(name, ink))


def pixmap(name: str, ink: str | None = None, size: int = 20) -> QPixmap:
    """The same as a picture of `size` pixels."""
    return _pixmap(name, ink or inks().muted, size, 2.0)


class _Outline(QIconEngine):
    """Draws an outline in the inks that are in use when it is drawn."""

    def __init__(self, name: str, ink: str | None) -> None:
        super().__init__()
        self._name, self._ink = name, ink

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ink = inks().line if mode is QIcon.Mode.Disabled else self._ink or inks().muted
        painter.drawPixmap(rect, _pixmap(self._name, ink, 20, 2.0))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, picture.rect(), mode, state)
        painter.end()
        return picture

    @override
    def clone(self) -> QIconEngine:
        return _Outline(self._name, self._ink)


@lru_cache(maxsize=256)
def _pixmap(name: str, ink: str, size: int, ratio: float) -> QPixmap:
    svg = resources.icon(name).replace("currentColor", ink)
    picture = QPixmap(QSize(size, size) * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _system_is_dark() -> bool:
    hints = QGuiApplication.styleHints()
    return hints.colorScheme() is Qt.ColorScheme.Dark


def _palette(inks: Inks) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for one, ink in (
        (role.Window, inks.window),
        (role.WindowText, inks.text),
        (role.Base, inks.surface),
        (role.AlternateBase, inks.sunken),
        (role.Text, inks.text),
        (role.Button, inks.window),
        (role.ButtonText, inks.text),
        (role.ToolTipBase, inks.surface),
        (role.ToolTipText, inks.text),
        (role.PlaceholderText, inks.muted),
        (role.Highlight, inks.thread),
        (role.HighlightedText, inks.on_thread),
        (role.Link, inks.thread),
        (role.LinkVisited, inks.thread),
        (role.Mid, inks.line),
        (role.Dark, inks.line),
        (role.Light, inks.surface),
    ):
        palette.setColor(one, QColor(ink))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(inks.muted))
    return palette


def _style_sheet(inks: Inks) -> str:
    tick = resources.tick(dark=inks is DARK).as_posix()
    return re.sub(r"@(\w+)", lambda name: tick if name[1] == "tick" else str(getattr(inks, name[1])), resources.style())
