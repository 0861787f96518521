"""A page of the help in the middle of the window, set like a text to read; links lead to other pages."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame
from typing_extensions import override

import resources
from db.markup import render
from db.refs import Ref, Uuid
from desktop.base import theme
from desktop.base.actions import Action
from desktop.base.features import Page
from desktop.base.i18n import tr
from desktop.base.pieces import SafeText, column, row
from desktop.base.session import Session
from desktop.help import library

KIND = "help"
"""The kind of ref under which a page of the help is shown; its identity is the page's name."""

_LINK = "case:help/"
_WIDTH = 680


class HelpPage(Page):
    """One page; `actions` gives the actions of the window, for the sheet of keys."""

    def __init__(self, session: Session, ref: Ref, actions: Callable[[], Iterable[Action]]) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._name, self._actions = session, str(ref.uuid), actions
        self.text = SafeText(tr("Help"))
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setMaximumWidth(_WIDTH)
        self.text.document().setDocumentMargin(0)
        self.text.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.text.link_followed.connect(self._follow)
        self.setFocusProxy(self.text)
        self.setLayout(column(row(self.text, margins=(56, 32, 8, 0))))
        self._set()

    def title(self) -> str:
        """What the tab says."""
        return library.title(self._name)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange:
            self._set()
        super().changeEvent(event)

    def _set(self) -> None:
        markdown = resources.help_page(self._name)
        if self._name == library.KEYS:
            markdown = f"{markdown}\n\n{library.keys(self._actions())}"
        others = [name for name in library.names() if name != self._name]
        index = "\n".join(f"- [{library.title(name)}]({_LINK}{name})" for name in others)
        self.text.document().setDefaultStyleSheet(_style())
        self.text.document().setDefaultFont(theme.reading_font())
        self.text.setHtml(_spaced(render(f"{markdown}\n\n## {tr('More help')}\n\n{index}\n")))

    def _follow(self, address: str) -> None:
        if address.startswith(_LINK):
            self._session.show(Ref(KIND, Uuid(address.removeprefix(_LINK))))


def _style() -> str:
    inks = theme.inks()
    interface = theme.interface_font().family()
    return (
        f"body, p, li, td, th {{ color: {inks.text}; }}"
        f"h1 {{ font-size: 24px; font-weight: 600; margin: 0 0 12px 0; }}"
        f"h2 {{ font-size: 17px; font-weight: 600; margin: 26px 0 8px 0; }}"
        f"p {{ margin: 0 0 12px 0; line-height: 135%; }} li {{ margin: 0 0 6px 0; line-height: 135%; }}"
        f"a {{ color: {inks.thread}; text-decoration: none; }}"
        f"code {{ font-family: '{interface}'; font-size: 13px; color: {inks.muted}; background: {inks.sunken}; }}"
        f"td {{ padding: 5px 28px 5px 0; }}"
    )


def _spaced(html: str) -> str:
    """Room at both ends of what is set as code, such as keys."""
    return html.replace("<code>", "<code>&nbsp;").replace("</code>", "&nbsp;</code>")
