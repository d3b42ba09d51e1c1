"""What became of a change that a field or a cell handed in: saved, or why not."""

from collections.abc import Sequence

from gcmdesk.i18n import gettext as _
from gcmdesk.jobs import Outcome

Answer = Outcome[object] | Sequence[tuple[str, str]] | str | None
"""`DeskWorkspace.run`'s outcome, the `problems()` of a draft (field, untranslated message), a sentence in the language
of the screen, or None. An outcome without error, no problems, an empty sentence and None all mean: saved."""


def problem(answer: Answer, field: str = "") -> str:
    """Why it was not saved, in the language of the screen; empty when it was.

    Among several problems, the one of `field` counts most.
    """
    if isinstance(answer, Outcome):
        return answer.error.sentence if answer.error else ""
    if answer is None or isinstance(answer, str):
        return answer or ""
    told = {name: _(message) for name, message in reversed(answer)}
    return told.get(field) or next(reversed(told.values()), "")
