"""Colours, sizes and the style of the program: tokens → palette → a small style sheet for borders and padding.

Widgets and painters read the palette; nothing else names a colour.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gcmdesk.i18n import gettext as _

BASE_POINTS = 10.0
FONT_FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans SC")
CONTROL_HEIGHT = 32
"""Least height of a control in logical pixels at 100 % text."""
_ITEM_MARGIN = 3
"""Pixels that Qt adds beside the text of a cell, and not beside that of the header above it."""


class Look(StrEnum):
    """A set of colours."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one look; text on its ground reaches a contrast of 4.5 or more."""

    background: str
    surface: str
    text: str
    muted: str
    control_border: str
    divider: str
    accent: str
    on_accent: str
    accent_soft: str
    success: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    focus: str


TOKENS = {
    Look.LIGHT: Tokens(
        background="#F5F7F9",
        surface="#FFFFFF",
        text="#1B2430",
        muted="#4A5563",
        control_border="#6F7B88",
        divider="#D5DBE1",
        accent="#1B5E9B",
        on_accent="#FFFFFF",
        accent_soft="#E3EEF8",
        success="#1E6B3A",
        warning="#7A4B00",
        warning_soft="#FFF4D6",
        danger="#B3261E",
        danger_soft="#FCEBEA",
        focus="#0B5CAD",
    ),
    Look.DARK: Tokens(
        background="#14181D",
        surface="#1E242B",
        text="#E8ECF1",
        muted="#B4BECA",
        control_border="#8591A0",
        divider="#38424D",
        accent="#7DB8F0",
        on_accent="#0B1A2A",
        accent_soft="#1D3347",
        success="#7FD19B",
        warning="#FFCF70",
        warning_soft="#3A2E10",
        danger="#FF9B92",
        danger_soft="#43211F",
        focus="#9CCBFF",
    ),
    Look.CONTRAST: Tokens(
        background="#000000",
        surface="#000000",
        text="#FFFFFF",
        muted="#FFFFFF",
        control_border="#FFFFFF",
        divider="#FFFFFF",
        accent="#FFE600",
        on_accent="#000000",
        accent_soft="#3D3800",
        success="#7CFC9A",
        warning="#FFE600",
        warning_soft="#000000",
        danger="#FF9B92",
        danger_soft="#000000",
        focus="#00E5FF",
    ),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """A look at a text size."""

    look: Look = Look.LIGHT
    text_size: int = 100
    """Per cent of the base size."""

    @property
    def tokens(self) -> Tokens:
        """The colours of the look."""
        return TOKENS[self.look]

    @property
    def narrow(self) -> bool:
        """Whether the text is so large that a small screen has room for little side by side."""
        return self.text_size >= 175

    def px(self, pixels: float) -> int:
        """A length that grows with the text."""
        return round(pixels * self.text_size / 100)


_current = Theme()


def current() -> Theme:
    """The theme in use."""
    return _current


@contextmanager
def on_paper() -> Iterator[None]:
    """Paint as on white paper, with text of the usual size, until the end of the block."""
    global _current  # noqa: PLW0603 - the application has one theme
    before, _current = _current, Theme()
    try:
        yield
    finally:
        _current = before


def names() -> dict[str, str]:
    """The looks by their names in the language of the screen."""
    return {
        "system": _("Like the system"),
        "light": _("Light"),
        "dark": _("Dark"),
        "contrast": _("High contrast"),
    }


def system_look() -> Look:
    """The look that the desktop asks for."""
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    if accessibility and accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return Look.CONTRAST
    return Look.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else Look.LIGHT


def font(scale: float = 1.0, *, bold: bool = False) -> QFont:
    """The program's font, scaled from the base size (caption 0.9, h3 1.2, h2 1.35, h1 1.6)."""
    made = QFont()
    made.setFamilies(list(FONT_FAMILIES))
    made.setPointSizeF(BASE_POINTS * _current.text_size / 100 * scale)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return made


def palette(tokens: Tokens) -> QPalette:
    """Qt's palette for these colours.

    Roles that Qt has no use for carry ours: `BrightText` danger, `LinkVisited` success, `Mid` divider, `Dark` border.
    """
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.background,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.accent_soft,
        role.Button: tokens.surface,
        role.ToolTipBase: tokens.surface,
        role.WindowText: tokens.text,
        role.Text: tokens.text,
        role.ButtonText: tokens.text,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.BrightText: tokens.danger,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.success,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Light: tokens.surface,
        role.Midlight: tokens.accent_soft,
        role.Mid: tokens.divider,
        role.Dark: tokens.control_border,
        role.Shadow: tokens.control_border,
    }
    made = QPalette()
    for each, colour in colours.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.muted))
    return made


_STYLE = """
QMainWindow, QDialog {{ background: {background}; }}
QToolTip {{ color: {text}; background: {surface}; border: 1px solid {control_border}; padding: {p4}px; }}
QMenuBar {{ background: {surface}; }}
QMenuBar::item {{ padding: {p4}px {p8}px; background: transparent; }}
QMenuBar::item:selected, QMenu::item:selected {{ background: {accent}; color: {on_accent}; }}
QMenu {{ background: {surface}; border: 1px solid {control_border}; padding: {p4}px; }}
QMenu::item {{ padding: {p6}px {p24}px; border-radius: 4px; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {divider}; margin: {p4}px; }}
QFrame#card, QFrame#pane {{ background: {surface}; border: 1px solid {divider}; border-radius: 6px; }}
QFrame#header {{ background: {surface}; border: none; border-bottom: 1px solid {divider}; }}
QFrame#navigation {{ background: {surface}; border: none; border-end: 1px solid {divider}; }}
QFrame#rule {{ background: {divider}; border: none; }}
QScrollArea {{ background: transparent; border: 2px solid transparent; border-radius: 4px; }}
QScrollArea:focus {{ border-color: {focus}; }}
QPushButton, QToolButton {{ min-height: {control}px; padding: 0 {p12}px; border: 1px solid {control_border};
  border-radius: 4px;
  background: {surface}; color: {text}; }}
QPushButton:hover, QToolButton:hover {{ background: {accent_soft}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {accent_soft}; border-color: {accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {muted}; border-color: {divider}; background: transparent; }}
QPushButton:focus, QToolButton:focus, QLineEdit:focus, QComboBox:focus,
QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {focus}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; font-weight: 700; }}
QPushButton[kind="primary"]:hover {{ background: {text}; color: {surface}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {text}; }}
QToolButton[kind="quiet"] {{ border: 1px solid transparent; background: transparent; padding: 0 {p8}px; }}
QToolButton[kind="quiet"]:hover {{ background: {accent_soft}; }}
QToolButton[kind="quiet"]:focus {{ border: 2px solid {focus}; }}
QToolButton[kind="navigation"] {{ border: 1px solid transparent; background: transparent; text-align: start;
  padding: 0 {p12}px; min-height: {navigation}px; }}
QToolButton[kind="navigation"]:hover {{ background: {accent_soft}; }}
QToolButton[kind="navigation"]:checked {{ background: {accent_soft}; color: {accent}; font-weight: 700; }}
QToolButton[kind="navigation"]:focus {{ border: 2px solid {focus}; }}
QPushButton[kind="search"] {{ text-align: start; color: {muted}; }}
QPushButton[kind="link"] {{ border: 1px solid transparent; background: transparent; color: {accent}; text-align: start;
  padding: 0 {p4}px; text-decoration: underline; }}
QPushButton[kind="link"]:hover {{ background: {accent_soft}; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {focus}; }}
QLineEdit, QComboBox {{ min-height: {control}px; padding: 0 {p8}px; border: 1px solid {control_border};
  border-radius: 4px;
  background: {surface}; color: {text}; selection-background-color: {accent}; selection-color: {on_accent}; }}
QPlainTextEdit, QTextEdit {{ padding: {p4}px; border: 1px solid {control_border}; border-radius: 4px;
  background: {surface}; color: {text}; selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit[wrong="true"], QLineEdit[wrong="true"]:focus,
QPlainTextEdit[wrong="true"], QPlainTextEdit[wrong="true"]:focus {{ border: 2px solid {danger}; }}
QLineEdit {{ placeholder-text-color: {muted}; }}
QComboBox::drop-down {{ border: none; width: {p24}px; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {control_border};
  selection-background-color: {accent};
  selection-color: {on_accent}; outline: none; }}
QListView {{ background: {surface}; border: 1px solid {divider}; border-radius: 6px; outline: none; }}
QTableView {{ background: {surface}; border: 1px solid {divider}; border-radius: 2px; outline: none; }}
QListView:focus, QTableView:focus {{ border: 2px solid {focus}; }}
QTableView {{ gridline-color: {divider}; selection-background-color: {accent}; selection-color: {on_accent}; }}
QTableView::item {{ padding: 0 {cell}px; border: none; }}
QHeaderView::section {{ background: {background}; color: {text}; border: none; border-bottom: 1px solid {divider};
  padding: {p6}px {p8}px; font-weight: 700; }}
QListView::item {{ padding: {p6}px {p8}px; border: none; color: {text}; }}
QListView::item:selected {{ background: {accent}; color: {on_accent}; }}
QListView::item:hover:!selected {{ background: {accent_soft}; }}
QListView[kind="ticks"]::item:selected {{ background: {accent_soft}; color: {text}; }}
QRadioButton, QCheckBox {{ min-height: {control}px; spacing: {p8}px; border: 2px solid transparent;
  border-radius: 4px; padding: 0 {p4}px; }}
QRadioButton:focus, QCheckBox:focus {{ border: 2px solid {focus}; }}
QRadioButton::indicator, QCheckBox::indicator {{ width: {p16}px; height: {p16}px;
  border: 2px solid {control_border}; background: {surface}; }}
QRadioButton::indicator {{ border-radius: {radio}px; }}
QCheckBox::indicator {{ border-radius: 4px; }}
QRadioButton::indicator:checked {{ border: {p5}px solid {accent}; width: {radio_dot}px; height: {radio_dot}px; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; }}
QCheckBox::indicator:disabled {{ background: transparent; border-color: {divider}; }}
QCheckBox::indicator:checked:disabled {{ background: {muted}; border-color: {muted}; }}
QProgressBar {{ border: 1px solid {control_border}; border-radius: 4px; background: {surface};
  text-align: center; min-height: {p16}px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QScrollBar:vertical {{ background: transparent; width: {p12}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {p12}px; margin: 0; }}
QScrollBar::handle {{ background: {control_border}; border-radius: {p4}px; margin: 2px; min-height: {p24}px;
  min-width: {p24}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QFrame#message[kind="info"] {{ background: {accent_soft}; border: 1px solid {accent}; border-radius: 6px; }}
QFrame#message[kind="success"] {{ background: {surface}; border: 1px solid {success}; border-radius: 6px; }}
QFrame#message[kind="warning"] {{ background: {warning_soft}; border: 1px solid {warning}; border-radius: 6px; }}
QFrame#message[kind="error"] {{ background: {danger_soft}; border: 2px solid {danger}; border-radius: 6px; }}
QFrame#failure {{ background: {danger}; border: none; }}
QFrame#failure QLabel {{ color: {surface}; background: transparent; }}
QLabel[tone="muted"] {{ color: {muted}; }}
QLabel[tone="accent"] {{ color: {accent}; }}
QLabel[tone="danger"] {{ color: {danger}; }}
QLabel[tone="warning"] {{ color: {warning}; }}
QLabel[tone="success"] {{ color: {success}; }}
"""


def style_sheet(theme: Theme, *, right_to_left: bool) -> str:
    """The style sheet of a theme. Style sheets know no reading direction, hence `start` and `end` are replaced here."""
    tokens = {name: getattr(theme.tokens, name) for name in Tokens.__slots__}
    lengths = {f"p{n}": theme.px(n) for n in (4, 5, 6, 8, 12, 16, 24)}
    text = _STYLE.format(
        **tokens,
        **lengths,
        control=theme.px(CONTROL_HEIGHT) - 2,
        cell=theme.px(8) - _ITEM_MARGIN,
        navigation=max(CONTROL_HEIGHT, theme.px(24)) - 2,
        radio=theme.px(16) // 2 + 2,
        radio_dot=theme.px(16) + 4 - 2 * theme.px(5),
    )
    start, end = ("right", "left") if right_to_left else ("left", "right")
    return text.replace("text-align: start", f"text-align: {start}").replace("border-end:", f"border-{end}:")


def apply(app: QApplication, theme: Theme, *, right_to_left: bool) -> None:
    """Put a theme on the whole application."""
    global _current  # noqa: PLW0603 - the application has one theme
    _current = theme
    if app.font() != font():
        app.setFont(font())
    if app.palette() != palette(theme.tokens):
        app.setPalette(palette(theme.tokens))
    style = style_sheet(theme, right_to_left=right_to_left)
    if app.styleSheet() != style:  # Qt polishes every widget anew each time
        app.setStyleSheet(style)
