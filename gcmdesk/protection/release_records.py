"""What a release is asked for, what it withholds, and how it can be refused as a whole."""

from dataclasses import dataclass

from gcmdesk.errors import KnownError
from gcmdesk.i18n import gettext as _
from gcmdesk.protection.principles import Principle
from gcmdesk.protection.purposes import Purpose
from gcmdesk.protection.recipients import Recipient


@dataclass(frozen=True, slots=True)
class SignOff:
    """The focal point's agreement: their name as in the appointment, and why."""

    by: str
    because: str


@dataclass(frozen=True, slots=True)
class Request:
    """To whom something is to go, and what for."""

    recipient: Recipient
    purpose: Purpose
    organisation: str = ""
    """Who in that class: the name of the ministry, of the partner. Empty for the team and the public."""
    stated: str = ""
    """What they may use it for, in words; needed where personal data goes to third parties."""
    safeguards: str = ""
    """The written agreement that protects personal data there; needed likewise."""
    sign_off: SignOff | None = None

    @property
    def third_party(self) -> bool:
        """Whether the recipient is anybody but the facilitation team."""
        return self.recipient is not Recipient.TEAM


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that was not released: how many values, by which principle, and an untranslated plain reason."""

    count: int
    principle: Principle
    reason: str
    about: str
    """Title of the table, column or list that it was withheld from."""


class ReleaseRefused(KnownError):
    """Nothing leaves."""


class SignOffNeeded(ReleaseRefused):
    """The focal point has to agree, and nobody of that name holds the office."""

    def __init__(self) -> None:
        super().__init__(
            _("The data protection focal point has to agree to this first."),
            _("Ask the focal point named in this workspace, and enter the name and the reason."),
        )


class FirewallHolds(ReleaseRefused):
    """Immigration enforcement is no recipient."""

    def __init__(self) -> None:
        super().__init__(
            _("Nothing from this workspace goes to immigration enforcement."),
            _("Choose another recipient. Consent of the people does not change this."),
        )


class OrganisationMissing(ReleaseRefused):
    """A class of recipients is nobody in particular."""

    def __init__(self) -> None:
        super().__init__(
            _("It is not said who receives this."), _("Enter the name of the organisation or of the group.")
        )


class TooManyVariables(ReleaseRefused):
    """The finer a table, the fewer stand behind each figure."""

    def __init__(self) -> None:
        super().__init__(
            _("This table crosses too many variables to leave the facilitation team."),
            _("Leave out a variable, or make several smaller tables."),
        )


class TooLikeEarlier(ReleaseRefused):
    """The difference from a released table would show a few people."""

    def __init__(self) -> None:
        super().__init__(
            _("A table almost like this one was released before. Their difference would show a few people."),
            _("Release the earlier table again, keep its figures where little changed, or wait for more changes."),
        )


class ConsentChanged(ReleaseRefused):
    """Somebody withdrew between the gate and the door."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody has withdrawn consent in the meantime, so this was not written."), _("Prepare it again.")
        )


class NothingLeft(ReleaseRefused):
    """All of it was withheld."""

    def __init__(self) -> None:
        super().__init__(
            _("Nothing of this may leave for this recipient."), _("The list of what was withheld says why.")
        )
