"""The tables of all areas, in one place: importing this module makes the workspace's schema complete.

Composition roots (`ui.app`, the command line, tests) import it before they open a workspace; `workspace` may not know
its areas and refuses to open a file while tables are missing. A new area is one import and one name below.
"""

from gcmdesk.consultations import tables as consultations
from gcmdesk.protection import duty_tables as duties
from gcmdesk.protection import people_tables as people
from gcmdesk.protection import release_tables as releases
from gcmdesk.stakeholders import tables as stakeholders
from gcmdesk.workspace import tables as workspace

TABLES = (workspace, people, releases, duties, stakeholders, consultations)
