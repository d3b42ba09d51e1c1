"""Notes looked through, evidence sets, saved searches."""

from gcmdesk.workspace.file import Driver

STATEMENTS = (
    """
    CREATE TABLE note_review (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        note_id INTEGER NOT NULL,
        coder TEXT NOT NULL,
        CONSTRAINT uq_note_review_note_id_coder UNIQUE (note_id, coder),
        CONSTRAINT ck_note_review_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_note_review_uuid UNIQUE (uuid),
        CONSTRAINT fk_note_review_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_note_review_note_id FOREIGN KEY(note_id) REFERENCES note (id)
    ) STRICT
    """,
    """
    CREATE TABLE evidence_set (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        number INTEGER NOT NULL,
        origin TEXT NOT NULL,
        title TEXT NOT NULL,
        remark TEXT NOT NULL,
        CONSTRAINT ck_evidence_set_number CHECK (number >= 1),
        CONSTRAINT ck_evidence_set_title CHECK (title <> ''),
        CONSTRAINT ck_evidence_set_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_evidence_set_uuid UNIQUE (uuid),
        CONSTRAINT fk_evidence_set_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_evidence_set_number ON evidence_set (number)
    """,
    """
    CREATE TABLE evidence_note (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        evidence_set_id INTEGER NOT NULL,
        note_id INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        seal INTEGER NOT NULL,
        CONSTRAINT uq_evidence_note_evidence_set_id_note_id UNIQUE (evidence_set_id, note_id),
        CONSTRAINT ck_evidence_note_span CHECK (start = 0 AND stop = 0 OR start >= 0 AND stop > start),
        CONSTRAINT ck_evidence_note_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_evidence_note_uuid UNIQUE (uuid),
        CONSTRAINT fk_evidence_note_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_evidence_note_evidence_set_id FOREIGN KEY(evidence_set_id) REFERENCES evidence_set (id),
        CONSTRAINT fk_evidence_note_note_id FOREIGN KEY(note_id) REFERENCES note (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_evidence_note_note_id ON evidence_note (note_id)
    """,
    """
    CREATE TABLE saved_search (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        asked TEXT NOT NULL,
        facets TEXT NOT NULL,
        CONSTRAINT ck_saved_search_name CHECK (name <> ''),
        CONSTRAINT ck_saved_search_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_saved_search_uuid UNIQUE (uuid),
        CONSTRAINT fk_saved_search_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
)


def apply(connection: Driver) -> None:
    """Create the tables and their indexes."""
    for statement in STATEMENTS:
        connection.execute(statement)
