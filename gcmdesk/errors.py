"""Errors that a user can act on.

A `KnownError` carries one clear sentence and a way out, both already in the user's language. Everything else that is
raised is a defect and reaches the crash dialog. Screens catch `KnownError` only.
"""


class KnownError(Exception):
    """Something a user can understand and mend.

    `sentence` says what happened, `way_out` what to do now; both are shown as they are, so they are translated where
    the error is raised. Neither may hold personal data, because errors end up in logs and on projectors.
    """

    exit_code = 1

    def __init__(self, sentence: str, way_out: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.sentence} {self.way_out}".strip()


class Cancelled(KnownError):
    """The user stopped a job. Nothing of its result was kept."""


class ResourceMissing(KnownError):
    """A file that belongs to the program (font, catalogue, reference data) is missing or damaged."""
