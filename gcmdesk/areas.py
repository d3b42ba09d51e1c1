"""The tables of all areas, in one place: importing this module makes the workspace's schema complete.

Composition roots (`ui.app`, the command line, tests) import it before they open a workspace; `workspace` may not know
its areas and refuses to open a file while tables are missing. A new area is one import and one name below.
"""

from gcmdesk.consultations import tables as consultations
from gcmdesk.exchange import tables as exchange
from gcmdesk.priorities import tables as priorities
from gcmdesk.protection import duty_tables as duties
from gcmdesk.protection import people_tables as people
from gcmdesk.protection import release_tables as release
from gcmdesk.reports import tables as reports
from gcmdesk.stakeholders import engagement_tables as engagement
from gcmdesk.stakeholders import relation_tables as relations
from gcmdesk.stakeholders import tables as stakeholders
from gcmdesk.steps import tables as steps
from gcmdesk.workspace import tables as workspace

TABLES = (
    workspace,
    people,
    release,
    duties,
    steps,
    stakeholders,
    relations,
    engagement,
    consultations,
    priorities,
    reports,
    exchange,
)
