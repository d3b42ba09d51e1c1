"""Engagement, institutional set-up, awareness, targets, and the checklists of the steps."""

from gcmdesk.workspace.file import Driver

STATEMENTS = (
    """
    CREATE TABLE answer (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        question TEXT NOT NULL,
        text TEXT NOT NULL,
        CONSTRAINT ck_answer_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_answer_uuid UNIQUE (uuid),
        CONSTRAINT fk_answer_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_answer_question ON answer (question)
    """,
    """
    CREATE TABLE awareness (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        title TEXT NOT NULL,
        audience TEXT NOT NULL,
        channel TEXT NOT NULL,
        day TEXT,
        language TEXT NOT NULL,
        reached INTEGER,
        result TEXT NOT NULL,
        CONSTRAINT ck_awareness_title CHECK (title <> ''),
        CONSTRAINT ck_awareness_reached CHECK (reached >= 0),
        CONSTRAINT ck_awareness_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_awareness_uuid UNIQUE (uuid),
        CONSTRAINT fk_awareness_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE checklist_mark (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        point TEXT NOT NULL,
        status TEXT NOT NULL,
        note TEXT NOT NULL,
        CONSTRAINT ck_checklist_mark_status CHECK (status IN ('open', 'under way', 'done', 'not applicable')),
        CONSTRAINT ck_checklist_mark_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_checklist_mark_uuid UNIQUE (uuid),
        CONSTRAINT fk_checklist_mark_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_checklist_mark_point ON checklist_mark (point)
    """,
    """
    CREATE TABLE set_up (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        title TEXT NOT NULL,
        form TEXT NOT NULL,
        advantages TEXT NOT NULL,
        drawbacks TEXT NOT NULL,
        links TEXT NOT NULL,
        work_plan TEXT NOT NULL,
        reporting TEXT NOT NULL,
        chosen TEXT,
        reason TEXT NOT NULL,
        CONSTRAINT ck_set_up_title CHECK (title <> ''),
        CONSTRAINT ck_set_up_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_set_up_uuid UNIQUE (uuid),
        CONSTRAINT fk_set_up_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE target (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        side TEXT NOT NULL,
        "key" TEXT NOT NULL,
        level TEXT NOT NULL,
        wanted INTEGER NOT NULL,
        CONSTRAINT ck_target_side CHECK (side IN ('group', 'under-heard')),
        CONSTRAINT ck_target_wanted CHECK (wanted >= 0),
        CONSTRAINT ck_target_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_target_uuid UNIQUE (uuid),
        CONSTRAINT fk_target_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE checklist_evidence (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        mark_id INTEGER NOT NULL,
        title TEXT NOT NULL,
        entity TEXT NOT NULL,
        row_uuid BLOB,
        CONSTRAINT ck_checklist_evidence_title CHECK (title <> ''),
        CONSTRAINT ck_checklist_evidence_record CHECK ((entity = '') = (row_uuid IS NULL)),
        CONSTRAINT ck_checklist_evidence_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_checklist_evidence_uuid UNIQUE (uuid),
        CONSTRAINT fk_checklist_evidence_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_checklist_evidence_mark_id FOREIGN KEY(mark_id) REFERENCES checklist_mark (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_checklist_evidence_mark_id ON checklist_evidence (mark_id)
    """,
    """
    CREATE TABLE engagement (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        stakeholder_id INTEGER NOT NULL,
        mechanism TEXT NOT NULL,
        modality TEXT NOT NULL,
        frequency TEXT NOT NULL,
        resources TEXT NOT NULL,
        accessibility TEXT NOT NULL,
        capacity TEXT NOT NULL,
        trust TEXT NOT NULL,
        responsible TEXT NOT NULL,
        next_day TEXT,
        next_step TEXT NOT NULL,
        CONSTRAINT ck_engagement_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_engagement_uuid UNIQUE (uuid),
        CONSTRAINT fk_engagement_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_engagement_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_engagement_next_day ON engagement (next_day)
    """,
    """
    CREATE INDEX ix_engagement_stakeholder_id ON engagement (stakeholder_id)
    """,
    """
    CREATE TABLE engagement_log (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        stakeholder_id INTEGER NOT NULL,
        day TEXT NOT NULL,
        mechanism TEXT NOT NULL,
        what TEXT NOT NULL,
        outcome TEXT NOT NULL,
        CONSTRAINT ck_engagement_log_what CHECK (what <> ''),
        CONSTRAINT ck_engagement_log_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_engagement_log_uuid UNIQUE (uuid),
        CONSTRAINT fk_engagement_log_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_engagement_log_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_engagement_log_stakeholder_id_day ON engagement_log (stakeholder_id, day)
    """,
    """
    CREATE TABLE set_up_role (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        set_up_id INTEGER NOT NULL,
        stakeholder_id INTEGER,
        body TEXT NOT NULL,
        task TEXT NOT NULL,
        duties TEXT NOT NULL,
        CONSTRAINT ck_set_up_role_body CHECK (stakeholder_id IS NOT NULL OR body <> ''),
        CONSTRAINT ck_set_up_role_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_set_up_role_uuid UNIQUE (uuid),
        CONSTRAINT fk_set_up_role_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_set_up_role_set_up_id FOREIGN KEY(set_up_id) REFERENCES set_up (id),
        CONSTRAINT fk_set_up_role_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_set_up_role_set_up_id ON set_up_role (set_up_id)
    """,
    """
    CREATE INDEX ix_set_up_role_stakeholder_id ON set_up_role (stakeholder_id)
    """,
)


def apply(connection: Driver) -> None:
    """Create the tables and their indexes."""
    for statement in STATEMENTS:
        connection.execute(statement)
