"""The schema: what migrations make is what the mapped classes say, and the rules that the journal relies on hold."""

import re

import pytest
from sqlalchemy import create_engine
from sqlcipher3 import dbapi2

from gcmdesk.workspace import migrations
from gcmdesk.workspace.base import Base, entities

TABLES = sorted(Base.metadata.tables)


def schema(connection):
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
    return {(kind, name): re.sub(r"\s+", "", sql) for kind, name, sql in rows if not name.startswith("sqlite_")}


def test_migrated_schema_is_the_model_schema():
    migrated = dbapi2.connect(":memory:", isolation_level=None)
    migrations.migrate(migrated)
    engine = create_engine("sqlite://", module=dbapi2)
    Base.metadata.create_all(engine)
    with engine.connect() as connection:
        model = schema(connection.connection.driver_connection)
    engine.dispose()
    assert {key: sql for key, sql in schema(migrated).items() if key in model} == model
    unknown = {name for kind, name in schema(migrated).keys() - model.keys() if kind == "table"}
    assert all(name.startswith("search") for name in unknown), "only the search index has tables of its own"
    migrated.close()


def test_a_failing_migration_leaves_the_version_before():
    connection = dbapi2.connect(":memory:", isolation_level=None)

    def half(connection):
        connection.execute("CREATE TABLE half (id INTEGER)")
        raise LookupError

    with pytest.raises(LookupError):
        migrations.migrate(connection, (*migrations.MIGRATIONS, half))
    assert connection.execute("PRAGMA user_version").fetchone() == (migrations.NEWEST,)
    assert ("table", "half") not in schema(connection)
    connection.close()


def test_a_migration_may_not_leave_a_reference_without_its_row():
    connection = dbapi2.connect(":memory:", isolation_level=None)

    def orphan(connection):
        connection.execute("INSERT INTO stamp VALUES (x'00', 'name', 1, 99)")

    with pytest.raises(RuntimeError, match="reference"):
        migrations.migrate(connection, (*migrations.MIGRATIONS, orphan))
    assert connection.execute("SELECT count(*) FROM stamp").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize("name", TABLES)
def test_no_row_goes_without_the_journal_seeing_it(name):
    table = Base.metadata.tables[name]
    assert all(key.ondelete is None and key.onupdate is None for key in table.foreign_keys)
    assert table.dialect_options["sqlite"]["strict"]
    if "row" in table.info:
        assert table.dialect_options["sqlite"]["autoincrement"]


@pytest.mark.parametrize("name", TABLES)
def test_references_between_rows_are_indexed(name):
    table = Base.metadata.tables[name]
    if name not in entities():
        return
    first_columns = {next(iter(index.columns)).name for index in table.indexes}
    first_columns |= {next(iter(rule.columns)).name for rule in table.constraints if list(rule.columns)}
    for key in table.foreign_keys:
        if key.column.table.name in entities():
            assert key.parent.name in first_columns, f"{name}.{key.parent.name}"
