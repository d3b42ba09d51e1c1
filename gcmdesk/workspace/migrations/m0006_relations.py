"""Ratings, relations and places of stakeholders."""

from gcmdesk.workspace.file import Driver

STATEMENTS = (
    """
    CREATE TABLE relation_type (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        directed INTEGER NOT NULL,
        CONSTRAINT ck_relation_type_name CHECK (name <> ''),
        CONSTRAINT ck_relation_type_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_relation_type_uuid UNIQUE (uuid),
        CONSTRAINT fk_relation_type_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE position (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        stakeholder_id INTEGER NOT NULL,
        x REAL NOT NULL,
        y REAL NOT NULL,
        CONSTRAINT ck_position_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_position_uuid UNIQUE (uuid),
        CONSTRAINT fk_position_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_position_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_position_stakeholder_id ON position (stakeholder_id)
    """,
    """
    CREATE TABLE rating (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        stakeholder_id INTEGER NOT NULL,
        rater TEXT NOT NULL,
        day TEXT NOT NULL,
        influence INTEGER,
        interest INTEGER,
        reason TEXT NOT NULL,
        CONSTRAINT ck_rating_influence CHECK (influence BETWEEN 1 AND 5),
        CONSTRAINT ck_rating_interest CHECK (interest BETWEEN 1 AND 5),
        CONSTRAINT ck_rating_said CHECK (influence IS NOT NULL OR interest IS NOT NULL),
        CONSTRAINT ck_rating_rater CHECK (rater <> ''),
        CONSTRAINT ck_rating_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_rating_uuid UNIQUE (uuid),
        CONSTRAINT fk_rating_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_rating_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_rating_stakeholder_id_day ON rating (stakeholder_id, day)
    """,
    """
    CREATE TABLE relation (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        source_id INTEGER NOT NULL,
        target_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        type_id INTEGER,
        strength INTEGER,
        note TEXT NOT NULL,
        CONSTRAINT ck_relation_ends CHECK (source_id <> target_id),
        CONSTRAINT ck_relation_kind CHECK ((kind = '') = (type_id IS NOT NULL)),
        CONSTRAINT ck_relation_strength CHECK (strength BETWEEN 1 AND 3),
        CONSTRAINT ck_relation_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_relation_uuid UNIQUE (uuid),
        CONSTRAINT fk_relation_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_relation_source_id FOREIGN KEY(source_id) REFERENCES stakeholder (id),
        CONSTRAINT fk_relation_target_id FOREIGN KEY(target_id) REFERENCES stakeholder (id),
        CONSTRAINT fk_relation_type_id FOREIGN KEY(type_id) REFERENCES relation_type (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_relation_source_id ON relation (source_id)
    """,
    """
    CREATE INDEX ix_relation_target_id ON relation (target_id)
    """,
    """
    CREATE INDEX ix_relation_type_id ON relation (type_id)
    """,
)


def apply(connection: Driver) -> None:
    """Create the tables and their indexes."""
    for statement in STATEMENTS:
        connection.execute(statement)
