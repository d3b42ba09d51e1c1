"""What the program is and what it is made of."""

from gcmdesk import __version__
from gcmdesk.i18n import gettext as _


def about_text() -> str:
    """One sentence with version and licence."""
    return _(
        "gcmdesk {version}: consultations on the Global Compact for Migration, offline. "
        "Free software under the GNU General Public License, version 3 or later."
    ).format(version=__version__)
