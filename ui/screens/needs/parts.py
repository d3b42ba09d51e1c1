"""Small parts that several pages of step 2 are made of."""

from collections.abc import Sequence

from gcmdesk.folding import fold
from ui.widgets.choice import ChoiceBox


def refill(box: ChoiceBox, choices: Sequence[tuple[int, str]], wanted: int = 0) -> None:
    """Offer these choices; what was chosen stays so, unless something else is wanted."""
    chosen = wanted or box.currentData()
    if [(box.itemData(row), box.itemText(row)) for row in range(box.count())] != list(choices):
        box.clear()
        for value, text in choices:
            box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))


def narrow(name: str) -> ChoiceBox:
    """A drop-down list that does not grow with its longest text."""
    box = ChoiceBox(name)
    box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
    return box


def holds(text: str, words: str) -> bool:
    """Whether a text holds all words, whatever their case and accents."""
    folded = fold(text)
    return all(word in folded for word in fold(words).split())
