"""Why a change set is not taken in: each reason with its own sentence and way out. Nothing was changed then."""

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _


class ChangesRefused(KnownError):
    """A change set that cannot be taken in; nothing was changed."""


class ChangesMissing(ChangesRefused):
    """There is no readable file."""

    def __init__(self) -> None:
        super().__init__(
            _("The file with the changes cannot be found or read."),
            _("Check its name, and whether its drive is there."),
        )


class NotChanges(ChangesRefused):
    """The file is something else."""

    def __init__(self) -> None:
        super().__init__(
            _("This file does not hold changes of a gcmdesk workspace."),
            _("Choose the file that the other device made for you."),
        )


class ChangesIncomplete(ChangesRefused):
    """Cut short, or altered on the way."""

    def __init__(self) -> None:
        super().__init__(
            _("The file with the changes is incomplete or was altered on the way. Nothing was merged."),
            _("Copy or send it again."),
        )


class ChangesUnfit(ChangesRefused):
    """Lines that no gcmdesk writes."""

    def __init__(self) -> None:
        super().__init__(
            _("The file with the changes holds entries that do not fit this workspace. Nothing was merged."),
            _("Ask for a new file that holds all changes from the beginning."),
        )


class OtherWorkspace(ChangesRefused):
    """Changes of another workspace."""

    def __init__(self) -> None:
        super().__init__(
            _("These changes belong to another workspace. Nothing was merged."),
            _("Open the workspace they belong to. Only copies of the same workspace can be brought together."),
        )


class OtherVersion(ChangesRefused):
    """Written by a gcmdesk with another schema."""

    def __init__(self) -> None:
        super().__init__(
            _("These changes come from another version of gcmdesk. Nothing was merged."),
            _("Install the same version on both computers and ask for the changes again."),
        )


class EarlierMissing(ChangesRefused):
    """Between what is known here and the start of the change set is a gap, and too many wait already."""

    def __init__(self) -> None:
        super().__init__(
            _("Earlier changes of the same device are missing, and too many files wait already. Nothing was merged."),
            _("Take in the earlier file first, or ask for one that holds all changes from the beginning."),
        )


class NotWaiting(ChangesRefused):
    """No change set with that number waits."""

    def __init__(self) -> None:
        super().__init__(
            _("No changes with that number wait in this workspace."), _("Choose a number from the list of what waits.")
        )


class ClockAhead(ChangesRefused):
    """Changes from far in the future."""

    def __init__(self) -> None:
        super().__init__(
            _("These changes are dated more than a year in the future. Nothing was merged."),
            _("Check the date of this computer, and that of the computer the changes come from."),
        )
