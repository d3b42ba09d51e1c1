"""How the file of an older gcmdesk becomes one of this: functions in order, counted by `PRAGMA user_version`.

A migration is a module of its own with `apply(connection)`, in plain SQL that never changes again once released; it
does not import the mapped classes, which go on changing. A new one is a new file and one name in `MIGRATIONS`. Until
the first release, tables of new areas come as migrations of their own too, so that colleagues do not meet in one file.

Inside a migration foreign keys are not enforced (tables can be rebuilt); they are checked before its commit.
"""

from collections.abc import Callable

from gcmdesk.workspace.file import Driver
from gcmdesk.workspace.migrations import (
    m0001_first,
    m0002_people,
    m0003_release,
    m0004_duties,
    m0005_register,
    m0006_relations,
    m0007_engagement,
    m0008_sessions,
    m0009_coding,
    m0010_priorities,
    m0011_reports,
)

MIGRATIONS: tuple[Callable[[Driver], None], ...] = (
    m0001_first.apply,
    m0002_people.apply,
    m0003_release.apply,
    m0004_duties.apply,
    m0005_register.apply,
    m0006_relations.apply,
    m0007_engagement.apply,
    m0008_sessions.apply,
    m0009_coding.apply,
    m0010_priorities.apply,
    m0011_reports.apply,
)
NEWEST = len(MIGRATIONS)
"""The schema version that this gcmdesk reads and writes."""


def migrate(connection: Driver, migrations: tuple[Callable[[Driver], None], ...] = MIGRATIONS) -> None:
    """Bring the file from its version to the newest, each step one transaction: a file is between steps or not there.

    A step that fails, or that leaves a reference without its row, is rolled back and raised as it is.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        for number, step in enumerate(migrations[version:], version + 1):
            _step(connection, step, number)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _step(connection: Driver, step: Callable[[Driver], None], number: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        step(connection)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise RuntimeError(f"migration {number} leaves a reference without its row")
        connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
