"""The page of preferences: a row for each declared setting, in force as soon as it is chosen."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QScrollArea, QSpinBox, QWidget

from desktop.base.choices import Choice
from desktop.base.features import Page
from desktop.base.i18n import tr
from desktop.base.pieces import column, holding, label, row
from desktop.base.settings import DECLARED, Setting, Settings
from desktop.preferences.words import value

_WIDTH = 620
_FIELD = 220


class PreferencesPage(Page):
    """All settings, one below the other."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.fields: dict[str, QWidget] = {setting.key: self._field(setting) for setting in DECLARED}
        lines = [_line(setting, self.fields[setting.key]) for setting in DECLARED]
        foot = label(
            tr("What you choose is in force at once and holds for every case on this computer."), muted=True, wrap=True
        )
        head = label(tr("Preferences"), size=17, weight=600)
        sheet = holding(column(head, *lines, foot, 1, margins=(40, 28, 40, 28), gap=22), "surface")
        sheet.setMaximumWidth(_WIDTH)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        held = row(sheet, 1)
        held.setStretchFactor(sheet, 100)
        area.setWidget(holding(held, "surface"))
        self.setLayout(column(area))
        watcher = self._on_setting
        settings.watch(watcher)
        self.destroyed.connect(lambda: settings.unwatch(watcher))

    def title(self) -> str:
        """What the tab says."""
        return tr("Preferences")

    def _field(self, setting: Setting[Any]) -> QWidget:
        if setting.choices:
            made: QWidget = self._choice(setting)
        elif isinstance(setting.default, bool):
            made = self._tick(setting)
        elif isinstance(setting.default, int):
            made = self._number(setting)
        else:
            made = self._text(setting)
        made.setAccessibleName(tr(setting.title))
        made.setAccessibleDescription(tr(setting.help))
        made.setFixedWidth(_FIELD)
        return made

    def _choice(self, setting: Setting[Any]) -> QComboBox:
        made = Choice()
        for one in setting.choices:
            made.addItem(value(one), one)
        made.setCurrentIndex(setting.choices.index(self._settings.get(setting)))
        made.currentIndexChanged.connect(lambda index: self._settings.set(setting, setting.choices[index]))
        return made

    def _tick(self, setting: Setting[Any]) -> QCheckBox:
        made = QCheckBox()
        made.setChecked(self._settings.get(setting))
        made.toggled.connect(lambda ticked: self._settings.set(setting, ticked))
        return made

    def _number(self, setting: Setting[Any]) -> QSpinBox:
        made = QSpinBox()
        made.setMaximum(1_000_000)
        made.setValue(self._settings.get(setting))
        made.valueChanged.connect(lambda number: self._settings.set(setting, number))
        return made

    def _text(self, setting: Setting[Any]) -> QLineEdit:
        made = QLineEdit(self._settings.get(setting))
        made.editingFinished.connect(lambda: self._settings.set(setting, made.text().strip()))
        return made

    def _on_setting(self, key: str) -> None:
        """Show what was chosen elsewhere, such as the theme in the menu."""
        setting = next((one for one in DECLARED if one.key == key), None)
        field = self.fields.get(key)
        if setting is not None and isinstance(field, QComboBox):
            field.setCurrentIndex(setting.choices.index(self._settings.get(setting)))


def _line(setting: Setting[Any], field: QWidget) -> QWidget:
    name = label(tr(setting.title), weight=500)
    name.setBuddy(field)
    return holding(column(name, label(tr(setting.help), size=12, muted=True, wrap=True), row(field, 1), gap=4))
