"""Coding by a search, and what two coders see alike."""

from gcmdesk.consultations import coding
from tests.ui.workspace.conftest import Hands
from ui.screens.needs.agreement import in_words

CARE, PAPERS = 1, 2


def test_a_search_is_looked_at_before_it_codes_and_is_one_step(notes: Hands) -> None:
    notes.window.go("needs/autocode")
    page = notes.page
    page.form.fields["query"].show_value("guardian")
    page.form.fields["theme"].show_value(str(CARE))
    page.look_it.click()
    notes.wait()
    assert page.told.text() == "2 notes would get the theme."
    assert list(page.notes.records.ids) == [1, 4] or list(page.notes.records.ids) == [4, 1]
    assert notes.desk.workspace.read(coding.of_theme, [CARE]) == ()
    page.apply_it.click()
    notes.wait()
    notes.wait()
    assert [one.note for one in notes.desk.workspace.read(coding.of_theme, [CARE])] == [1, 4]
    assert page.told.text() == "0 notes would get the theme. 2 notes have it already."
    notes.desk.workspace.undo()
    assert notes.desk.workspace.read(coding.of_theme, [CARE]) == ()


def test_a_search_needs_words(notes: Hands) -> None:
    notes.window.go("needs/autocode")
    notes.page.look()
    assert notes.page.form.fields["query"].told == "Type the words to look for."


def test_two_coders_are_compared_in_words_and_their_differences_listed(notes: Hands) -> None:
    run = notes.desk.workspace.run
    for coder, themes in (("Coder A", (CARE, CARE, PAPERS, PAPERS)), ("Coder B", (CARE, CARE, PAPERS, CARE))):
        for note, theme in enumerate(themes, 1):
            run(coding.code, theme, [note], coder, name="Coded")
    notes.window.go("needs/agreement")
    notes.wait()
    page = notes.page
    assert page.told.text() == "Both have looked at 4 notes. On 3 they say the same."
    assert page.overall.text() == "Agreement: moderate"
    assert page.figures.text().startswith("Cohen’s kappa 0.50")
    assert list(page.notes.records.ids) == [4]


def test_one_coder_alone_is_not_compared(notes: Hands) -> None:
    notes.window.go("needs/agreement")
    notes.wait()
    page = notes.page
    page.second.setCurrentIndex(page.first.currentIndex())
    assert page.overall.text() == "Choose two different coders."


def test_kappa_is_told_in_words() -> None:
    told = [in_words(value) for value in (None, -0.1, 0.1, 0.3, 0.5, 0.7, 0.9)]
    assert told[0] == "cannot be told"
    assert told[1:] == ["no better than chance", "slight", "only fair", "moderate", "substantial", "almost perfect"]
