"""Reports: what was chosen and written, recommendations, the letterhead, and the versions that went out."""

from gcmdesk.workspace.file import Driver

STATEMENTS = (
    """
    CREATE TABLE report (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        outline TEXT NOT NULL,
        title TEXT NOT NULL,
        subtitle TEXT NOT NULL,
        language TEXT NOT NULL,
        recipient TEXT NOT NULL,
        organisation TEXT NOT NULL,
        purpose TEXT NOT NULL,
        stated TEXT NOT NULL,
        safeguards TEXT NOT NULL,
        author TEXT NOT NULL,
        territory TEXT NOT NULL,
        marking TEXT NOT NULL,
        status TEXT NOT NULL,
        sections TEXT NOT NULL,
        since TEXT,
        until TEXT,
        consultations TEXT NOT NULL,
        territories TEXT NOT NULL,
        objectives TEXT NOT NULL,
        CONSTRAINT ck_report_recipient CHECK (recipient IN (
            'participants', 'team', 'local authority', 'ministry', 'partner', 'public')),
        CONSTRAINT ck_report_purpose CHECK (purpose IN (
            'take part', 'synthesis', 'quote', 'attribution', 'recording', 'sharing', 'contact')),
        CONSTRAINT ck_report_marking CHECK (marking IN ('', 'public', 'internal', 'restricted', 'confidential')),
        CONSTRAINT ck_report_status CHECK (status IN ('draft', 'final')),
        CONSTRAINT ck_report_days CHECK (since <= until),
        CONSTRAINT ck_report_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_report_uuid UNIQUE (uuid),
        CONSTRAINT fk_report_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE report_text (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        report_id INTEGER NOT NULL,
        section TEXT NOT NULL,
        place TEXT NOT NULL,
        words TEXT NOT NULL,
        basis BLOB,
        CONSTRAINT ck_report_text_place CHECK (place IN ('introduction', 'conclusion')),
        CONSTRAINT ck_report_text_basis CHECK (length(basis) = 32),
        CONSTRAINT ck_report_text_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_report_text_uuid UNIQUE (uuid),
        CONSTRAINT fk_report_text_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_report_text_report_id FOREIGN KEY(report_id) REFERENCES report (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_report_text_report_id ON report_text (report_id)
    """,
    """
    CREATE TABLE recommendation (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        objective INTEGER NOT NULL,
        responsible TEXT NOT NULL,
        by_when TEXT NOT NULL,
        cost TEXT NOT NULL,
        CONSTRAINT ck_recommendation_objective CHECK (objective BETWEEN 1 AND 23),
        CONSTRAINT ck_recommendation_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_recommendation_uuid UNIQUE (uuid),
        CONSTRAINT fk_recommendation_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT uq_recommendation_objective UNIQUE (objective)
    ) STRICT
    """,
    """
    CREATE TABLE letterhead (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        CONSTRAINT ck_letterhead_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_letterhead_uuid UNIQUE (uuid),
        CONSTRAINT fk_letterhead_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE report_issue (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        report_id INTEGER NOT NULL,
        release_id INTEGER NOT NULL,
        version INTEGER NOT NULL,
        basis BLOB NOT NULL,
        CONSTRAINT ck_report_issue_version CHECK (version >= 1),
        CONSTRAINT ck_report_issue_basis CHECK (length(basis) = 32),
        CONSTRAINT ck_report_issue_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_report_issue_uuid UNIQUE (uuid),
        CONSTRAINT fk_report_issue_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_report_issue_report_id FOREIGN KEY(report_id) REFERENCES report (id),
        CONSTRAINT fk_report_issue_release_id FOREIGN KEY(release_id) REFERENCES release (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_report_issue_release_id ON report_issue (release_id)
    """,
    """
    CREATE INDEX ix_report_issue_report_id ON report_issue (report_id)
    """,
)


def apply(connection: Driver) -> None:
    """Create the tables and their indexes."""
    for statement in STATEMENTS:
        connection.execute(statement)
