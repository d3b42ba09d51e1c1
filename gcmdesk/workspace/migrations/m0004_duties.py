"""The registers of duties: paper, retention, requests, incidents, undertakings."""

from gcmdesk.workspace.file import Driver

STATEMENTS = (
    """
    CREATE TABLE duty_period (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        value INTEGER NOT NULL,
        CONSTRAINT ck_duty_period_name CHECK (name IN ('request days', 'undertaking months')),
        CONSTRAINT ck_duty_period_value CHECK (value BETWEEN 1 AND iif(name = 'undertaking months', 24, 90)),
        CONSTRAINT ck_duty_period_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_duty_period_uuid UNIQUE (uuid),
        CONSTRAINT fk_duty_period_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT uq_duty_period_name UNIQUE (name)
    ) STRICT
    """,
    """
    CREATE TABLE incident (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        aware INTEGER NOT NULL,
        cause TEXT NOT NULL,
        disclosed INTEGER NOT NULL,
        lost INTEGER NOT NULL,
        altered INTEGER NOT NULL,
        happened TEXT NOT NULL,
        concerned TEXT NOT NULL,
        persons TEXT NOT NULL,
        children INTEGER NOT NULL,
        CONSTRAINT ck_incident_cause CHECK (cause IN ('lost device', 'lost paper', 'wrong recipient', 'intrusion',
            'pressure', 'damage', 'other')),
        CONSTRAINT ck_incident_persons CHECK (persons IN ('not known', 'nobody', '1-9', '10-49', '50-249',
            '250 or more')),
        CONSTRAINT ck_incident_happened CHECK (length(trim(happened)) > 0),
        CONSTRAINT ck_incident_concerned CHECK (length(trim(concerned)) > 0),
        CONSTRAINT ck_incident_effect CHECK (disclosed + lost + altered > 0),
        CONSTRAINT ck_incident_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_incident_uuid UNIQUE (uuid),
        CONSTRAINT fk_incident_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE paper_record (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        what TEXT NOT NULL,
        place TEXT NOT NULL,
        custodian TEXT NOT NULL,
        sensitivity TEXT NOT NULL,
        destroy_by TEXT NOT NULL,
        CONSTRAINT ck_paper_record_what CHECK (length(trim(what)) > 0),
        CONSTRAINT ck_paper_record_place CHECK (length(trim(place)) > 0),
        CONSTRAINT ck_paper_record_custodian CHECK (length(trim(custodian)) > 0),
        CONSTRAINT ck_paper_record_sensitivity CHECK (sensitivity IN ('ordinary', 'sensitive', 'high')),
        CONSTRAINT ck_paper_record_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_paper_record_uuid UNIQUE (uuid),
        CONSTRAINT fk_paper_record_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE retention_rule (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        category TEXT NOT NULL,
        months INTEGER NOT NULL,
        first_on TEXT NOT NULL,
        review_on TEXT NOT NULL,
        CONSTRAINT ck_retention_rule_category CHECK (category IN ('people', 'receipts', 'sheets', 'notes',
            'contacts', 'paper', 'requests', 'incidents', 'undertakings', 'reports')),
        CONSTRAINT ck_retention_rule_months CHECK (months BETWEEN 1 AND 120),
        CONSTRAINT ck_retention_rule_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_retention_rule_uuid UNIQUE (uuid),
        CONSTRAINT fk_retention_rule_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT uq_retention_rule_category UNIQUE (category)
    ) STRICT
    """,
    """
    CREATE TABLE undertaking (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        version TEXT NOT NULL,
        language TEXT NOT NULL,
        signed TEXT NOT NULL,
        valid_until TEXT NOT NULL,
        CONSTRAINT ck_undertaking_name CHECK (length(trim(name)) > 0),
        CONSTRAINT ck_undertaking_role CHECK (length(trim(role)) > 0),
        CONSTRAINT ck_undertaking_version CHECK (length(trim(version)) > 0),
        CONSTRAINT ck_undertaking_valid_until CHECK (valid_until > signed),
        CONSTRAINT ck_undertaking_longest CHECK (valid_until <= date(signed, '+24 months')),
        CONSTRAINT ck_undertaking_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_undertaking_uuid UNIQUE (uuid),
        CONSTRAINT fk_undertaking_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_undertaking_name ON undertaking (name)
    """,
    """
    CREATE TABLE incident_step (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        incident_id INTEGER NOT NULL,
        at INTEGER NOT NULL,
        act TEXT NOT NULL,
        whom TEXT NOT NULL,
        words TEXT NOT NULL,
        CONSTRAINT ck_incident_step_act CHECK (act IN ('measure', 'notified', 'persons informed',
            'persons not informed', 'closed')),
        CONSTRAINT ck_incident_step_words CHECK (length(trim(words)) > 0),
        CONSTRAINT ck_incident_step_whom CHECK (act <> 'notified' OR length(trim(whom)) > 0),
        CONSTRAINT ck_incident_step_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_incident_step_uuid UNIQUE (uuid),
        CONSTRAINT fk_incident_step_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_incident_step_incident_id FOREIGN KEY(incident_id) REFERENCES incident (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_incident_step_incident_id ON incident_step (incident_id)
    """,
    """
    CREATE TABLE paper_destruction (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        paper_record_id INTEGER NOT NULL,
        day TEXT NOT NULL,
        done_by TEXT NOT NULL,
        how TEXT NOT NULL,
        CONSTRAINT ck_paper_destruction_done_by CHECK (length(trim(done_by)) > 0),
        CONSTRAINT ck_paper_destruction_how CHECK (length(trim(how)) > 0),
        CONSTRAINT ck_paper_destruction_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_paper_destruction_uuid UNIQUE (uuid),
        CONSTRAINT fk_paper_destruction_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_paper_destruction_paper_record_id FOREIGN KEY(paper_record_id) REFERENCES paper_record (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_paper_destruction_paper_record_id ON paper_destruction (paper_record_id)
    """,
    """
    CREATE TABLE retention_review (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        retention_rule_id INTEGER NOT NULL,
        day TEXT NOT NULL,
        outcome TEXT NOT NULL,
        benefit TEXT NOT NULL,
        next_on TEXT NOT NULL,
        CONSTRAINT ck_retention_review_outcome CHECK (outcome IN ('destroyed', 'anonymised', 'extended')),
        CONSTRAINT ck_retention_review_benefit CHECK (outcome <> 'extended' OR length(trim(benefit)) > 0),
        CONSTRAINT ck_retention_review_next_on CHECK (next_on > day),
        CONSTRAINT ck_retention_review_longest CHECK (next_on <= date(day, iif(outcome = 'extended', '+24 months',
            '+120 months'))),
        CONSTRAINT ck_retention_review_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_retention_review_uuid UNIQUE (uuid),
        CONSTRAINT fk_retention_review_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_retention_review_retention_rule_id FOREIGN KEY(retention_rule_id) REFERENCES retention_rule
            (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_retention_review_retention_rule_id ON retention_review (retention_rule_id)
    """,
    """
    CREATE TABLE data_request (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        person_id INTEGER,
        wish TEXT NOT NULL,
        received INTEGER NOT NULL,
        way TEXT NOT NULL,
        words TEXT NOT NULL,
        answer_by TEXT NOT NULL,
        CONSTRAINT ck_data_request_wish CHECK (wish IN ('access', 'correction', 'withdrawal', 'erasure',
            'complaint')),
        CONSTRAINT ck_data_request_way CHECK (way IN ('in person', 'telephone', 'message', 'letter',
            'somebody else')),
        CONSTRAINT ck_data_request_answer_by CHECK (answer_by <= date(received / 1000000, 'unixepoch', '+91 days')),
        CONSTRAINT ck_data_request_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_data_request_uuid UNIQUE (uuid),
        CONSTRAINT fk_data_request_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_data_request_person_id FOREIGN KEY(person_id) REFERENCES person (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_data_request_person_id ON data_request (person_id)
    """,
    """
    CREATE TABLE data_request_step (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        data_request_id INTEGER NOT NULL,
        at INTEGER NOT NULL,
        stage TEXT NOT NULL,
        words TEXT NOT NULL,
        CONSTRAINT ck_data_request_step_stage CHECK (stage IN ('identity', 'work', 'oversight', 'refused in part',
            'refused', 'answered', 'closed')),
        CONSTRAINT ck_data_request_step_words CHECK (length(trim(words)) > 0),
        CONSTRAINT ck_data_request_step_identity CHECK (stage <> 'identity' OR words IN ('known', 'question',
            'document seen', 'vouched for')),
        CONSTRAINT ck_data_request_step_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_data_request_step_uuid UNIQUE (uuid),
        CONSTRAINT fk_data_request_step_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_data_request_step_data_request_id FOREIGN KEY(data_request_id) REFERENCES data_request (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_data_request_step_data_request_id ON data_request_step (data_request_id)
    """,
)


def apply(connection: Driver) -> None:
    """Create all tables and indexes."""
    for statement in STATEMENTS:
        connection.execute(statement)
