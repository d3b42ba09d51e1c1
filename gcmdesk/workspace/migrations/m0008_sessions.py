"""Sessions: agenda, invitations, checks, headcounts and guides; what is being typed."""

from gcmdesk.workspace.file import Driver

STATEMENTS = (
    """
    CREATE TABLE unfinished_line (
        consultation_id INTEGER NOT NULL,
        text TEXT NOT NULL,
        speaker_id INTEGER,
        agenda_item_id INTEGER,
        saved INTEGER NOT NULL,
        PRIMARY KEY (consultation_id)
    ) STRICT
    """,
    """
    CREATE TABLE guide (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        title TEXT NOT NULL,
        source TEXT NOT NULL,
        archived INTEGER NOT NULL,
        CONSTRAINT ck_guide_title CHECK (trim(title) <> ''),
        CONSTRAINT ck_guide_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_guide_uuid UNIQUE (uuid),
        CONSTRAINT fk_guide_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE guide_version (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        guide_id INTEGER NOT NULL,
        number INTEGER NOT NULL,
        made INTEGER NOT NULL,
        title TEXT NOT NULL,
        perspective TEXT NOT NULL,
        language TEXT NOT NULL,
        CONSTRAINT ck_guide_version_perspective CHECK (perspective IN ('objective', 'thematic', 'combined')),
        CONSTRAINT ck_guide_version_number CHECK (number >= 1),
        CONSTRAINT ck_guide_version_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_guide_version_uuid UNIQUE (uuid),
        CONSTRAINT fk_guide_version_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_guide_version_guide_id FOREIGN KEY(guide_id) REFERENCES guide (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_guide_version_guide_id ON guide_version (guide_id)
    """,
    """
    CREATE TABLE guide_question (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        guide_version_id INTEGER NOT NULL,
        number INTEGER NOT NULL,
        section TEXT NOT NULL,
        text TEXT NOT NULL,
        objectives TEXT NOT NULL,
        principles TEXT NOT NULL,
        item TEXT NOT NULL,
        CONSTRAINT uq_guide_question_guide_version_id_number UNIQUE (guide_version_id, number),
        CONSTRAINT ck_guide_question_number CHECK (number >= 1),
        CONSTRAINT ck_guide_question_text CHECK (trim(text) <> ''),
        CONSTRAINT ck_guide_question_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_guide_question_uuid UNIQUE (uuid),
        CONSTRAINT fk_guide_question_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_guide_question_guide_version_id FOREIGN KEY(guide_version_id) REFERENCES guide_version (id)
    ) STRICT
    """,
    """
    CREATE TABLE agenda_item (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        consultation_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        title TEXT NOT NULL,
        minutes INTEGER,
        question_id INTEGER,
        done INTEGER NOT NULL,
        CONSTRAINT ck_agenda_item_title CHECK (trim(title) <> ''),
        CONSTRAINT ck_agenda_item_minutes CHECK (minutes > 0),
        CONSTRAINT ck_agenda_item_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_agenda_item_uuid UNIQUE (uuid),
        CONSTRAINT fk_agenda_item_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_agenda_item_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id),
        CONSTRAINT fk_agenda_item_question_id FOREIGN KEY(question_id) REFERENCES guide_question (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_agenda_item_consultation_id_position ON agenda_item (consultation_id, position)
    """,
    """
    CREATE INDEX ix_agenda_item_question_id ON agenda_item (question_id)
    """,
    """
    CREATE TABLE criterion_mark (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        consultation_id INTEGER NOT NULL,
        criterion TEXT NOT NULL,
        note TEXT NOT NULL,
        CONSTRAINT uq_criterion_mark_consultation_id_criterion UNIQUE (consultation_id, criterion),
        CONSTRAINT ck_criterion_mark_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_criterion_mark_uuid UNIQUE (uuid),
        CONSTRAINT fk_criterion_mark_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_criterion_mark_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id)
    ) STRICT
    """,
    """
    CREATE TABLE guide_translation (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        question_id INTEGER NOT NULL,
        language TEXT NOT NULL,
        text TEXT NOT NULL,
        CONSTRAINT uq_guide_translation_question_id_language UNIQUE (question_id, language),
        CONSTRAINT ck_guide_translation_text CHECK (trim(text) <> ''),
        CONSTRAINT ck_guide_translation_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_guide_translation_uuid UNIQUE (uuid),
        CONSTRAINT fk_guide_translation_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_guide_translation_question_id FOREIGN KEY(question_id) REFERENCES guide_question (id)
    ) STRICT
    """,
    """
    CREATE TABLE headcount (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        consultation_id INTEGER NOT NULL,
        dimension TEXT NOT NULL,
        category TEXT NOT NULL,
        count INTEGER NOT NULL,
        CONSTRAINT uq_headcount_consultation_id_dimension_category UNIQUE (consultation_id, dimension, category),
        CONSTRAINT ck_headcount_dimension CHECK (
            dimension IN ('all', 'sex', 'age', 'group', 'disability', 'migration')
        ),
        CONSTRAINT ck_headcount_count CHECK (count >= 0),
        CONSTRAINT ck_headcount_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_headcount_uuid UNIQUE (uuid),
        CONSTRAINT fk_headcount_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_headcount_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id)
    ) STRICT
    """,
    """
    CREATE TABLE invitation (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        consultation_id INTEGER NOT NULL,
        stakeholder_id INTEGER NOT NULL,
        state TEXT NOT NULL,
        people INTEGER,
        sent TEXT,
        CONSTRAINT uq_invitation_consultation_id_stakeholder_id UNIQUE (consultation_id, stakeholder_id),
        CONSTRAINT ck_invitation_state CHECK (state IN ('invited', 'accepted', 'declined', 'attended', 'absent')),
        CONSTRAINT ck_invitation_people CHECK (people >= 0),
        CONSTRAINT ck_invitation_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_invitation_uuid UNIQUE (uuid),
        CONSTRAINT fk_invitation_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_invitation_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id),
        CONSTRAINT fk_invitation_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_invitation_stakeholder_id ON invitation (stakeholder_id)
    """,
    """
    CREATE TABLE session_check (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        consultation_id INTEGER NOT NULL,
        point TEXT NOT NULL,
        done INTEGER NOT NULL,
        note TEXT NOT NULL,
        CONSTRAINT uq_session_check_consultation_id_point UNIQUE (consultation_id, point),
        CONSTRAINT ck_session_check_point CHECK (trim(point) <> ''),
        CONSTRAINT ck_session_check_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_session_check_uuid UNIQUE (uuid),
        CONSTRAINT fk_session_check_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_session_check_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id)
    ) STRICT
    """,
    """
    CREATE TABLE session_turn (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        consultation_id INTEGER NOT NULL,
        at INTEGER NOT NULL,
        status TEXT NOT NULL,
        reason TEXT NOT NULL,
        reopened INTEGER NOT NULL,
        CONSTRAINT ck_session_turn_status CHECK (status IN ('planned', 'open', 'closed')),
        CONSTRAINT ck_session_turn_reason CHECK (reopened = 0 OR trim(reason) <> ''),
        CONSTRAINT ck_session_turn_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_session_turn_uuid UNIQUE (uuid),
        CONSTRAINT fk_session_turn_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_session_turn_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_session_turn_consultation_id ON session_turn (consultation_id)
    """,
    """
    CREATE TRIGGER guide_question_stays BEFORE UPDATE OF guide_version_id, number, section, text, objectives, principles
    ON guide_question
    BEGIN
        SELECT RAISE(ABORT, 'a version of a guide never changes');
    END
    """,
)


def apply(connection: Driver) -> None:
    """The tables of sessions and guides."""
    for statement in STATEMENTS:
        connection.execute(statement)
