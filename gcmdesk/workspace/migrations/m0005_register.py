"""The register: territories, contact persons, initiatives, and the column headings that imports remember."""

from gcmdesk.workspace.file import Driver

STATEMENTS = (
    """
    CREATE TABLE territory (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        level INTEGER NOT NULL,
        pcode TEXT,
        parent_id INTEGER,
        CONSTRAINT ck_territory_level CHECK (level BETWEEN 0 AND 5),
        CONSTRAINT ck_territory_parent CHECK ((level = 0) = (parent_id IS NULL)),
        CONSTRAINT ck_territory_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_territory_uuid UNIQUE (uuid),
        CONSTRAINT fk_territory_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_territory_parent_id FOREIGN KEY(parent_id) REFERENCES territory (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_territory_parent_id ON territory (parent_id)
    """,
    """
    CREATE TABLE contact_person (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        stakeholder_id INTEGER NOT NULL,
        person_id INTEGER NOT NULL,
        role TEXT NOT NULL,
        CONSTRAINT uq_contact_person_stakeholder_id_person_id UNIQUE (stakeholder_id, person_id),
        CONSTRAINT ck_contact_person_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_contact_person_uuid UNIQUE (uuid),
        CONSTRAINT fk_contact_person_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_contact_person_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id),
        CONSTRAINT fk_contact_person_person_id FOREIGN KEY(person_id) REFERENCES person (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_contact_person_person_id ON contact_person (person_id)
    """,
    """
    CREATE TABLE distinct_pair (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        first_id INTEGER NOT NULL,
        second_id INTEGER NOT NULL,
        CONSTRAINT ck_distinct_pair_two CHECK (first_id <> second_id),
        CONSTRAINT ck_distinct_pair_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_distinct_pair_uuid UNIQUE (uuid),
        CONSTRAINT fk_distinct_pair_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_distinct_pair_first_id FOREIGN KEY(first_id) REFERENCES stakeholder (id),
        CONSTRAINT fk_distinct_pair_second_id FOREIGN KEY(second_id) REFERENCES stakeholder (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_distinct_pair_first_id ON distinct_pair (first_id)
    """,
    """
    CREATE INDEX ix_distinct_pair_second_id ON distinct_pair (second_id)
    """,
    """
    CREATE TABLE initiative (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        action TEXT NOT NULL,
        action_stated TEXT,
        initiator_id INTEGER,
        region TEXT,
        country TEXT,
        description TEXT NOT NULL,
        dates TEXT,
        day TEXT,
        source TEXT,
        objectives TEXT,
        reference TEXT,
        CONSTRAINT ck_initiative_action CHECK (
            action IN ('coordination', 'meeting', 'implementation-plan', 'project', 'funding', 'measurement', 'other')
        ),
        CONSTRAINT ck_initiative_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_initiative_uuid UNIQUE (uuid),
        CONSTRAINT fk_initiative_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_initiative_initiator_id FOREIGN KEY(initiator_id) REFERENCES stakeholder (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_initiative_initiator_id ON initiative (initiator_id)
    """,
    """
    CREATE TABLE column_match (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        target TEXT NOT NULL,
        heading TEXT NOT NULL,
        field TEXT NOT NULL,
        CONSTRAINT uq_column_match_target_heading UNIQUE (target, heading),
        CONSTRAINT ck_column_match_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_column_match_uuid UNIQUE (uuid),
        CONSTRAINT fk_column_match_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
)


def apply(connection: Driver) -> None:
    """Create all tables and indexes."""
    for statement in STATEMENTS:
        connection.execute(statement)
