"""The first schema: the workspace's own tables, stakeholders, consultations, and the search index over them."""

from gcmdesk.workspace.file import Driver

STATEMENTS = (
    """
    CREATE TABLE actor (
        id INTEGER NOT NULL,
        uuid BLOB NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT uq_actor_uuid UNIQUE (uuid)
    ) STRICT
    """,
    """
    CREATE TABLE device (
        id INTEGER NOT NULL,
        uuid BLOB NOT NULL,
        name TEXT NOT NULL,
        clock INTEGER NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT uq_device_uuid UNIQUE (uuid)
    ) STRICT
    """,
    """
    CREATE TABLE meta (
        name TEXT NOT NULL,
        value BLOB NOT NULL,
        PRIMARY KEY (name)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE consultation (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        title TEXT NOT NULL,
        place TEXT NOT NULL,
        day TEXT NOT NULL,
        starts TEXT,
        ends TEXT,
        purpose TEXT NOT NULL,
        mode TEXT NOT NULL,
        status TEXT NOT NULL,
        perspective TEXT NOT NULL,
        aim TEXT NOT NULL,
        territory_id INTEGER,
        guide_version_id INTEGER,
        languages TEXT,
        interpreting TEXT,
        team TEXT NOT NULL,
        objectives TEXT,
        CONSTRAINT ck_consultation_purpose CHECK (
            purpose IN (
                'kick-off', 'needs-assessment', 'interventions', 'plan-review', 'resources', 'feedback', 'validation'
            )
        ),
        CONSTRAINT ck_consultation_mode CHECK (
            mode IN ('group', 'individual', 'interview', 'written', 'survey', 'online')
        ),
        CONSTRAINT ck_consultation_status CHECK (status IN ('planned', 'open', 'closed')),
        CONSTRAINT ck_consultation_perspective CHECK (perspective IN ('objective', 'thematic', 'combined')),
        CONSTRAINT ck_consultation_starts CHECK (starts GLOB '[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_consultation_ends CHECK (ends GLOB '[0-2][0-9]:[0-5][0-9]'),
        CONSTRAINT ck_consultation_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_consultation_uuid UNIQUE (uuid),
        CONSTRAINT fk_consultation_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_consultation_territory_id FOREIGN KEY(territory_id) REFERENCES territory (id),
        CONSTRAINT fk_consultation_guide_version_id FOREIGN KEY(guide_version_id) REFERENCES guide_version (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_consultation_day ON consultation (day)
    """,
    """
    CREATE INDEX ix_consultation_guide_version_id ON consultation (guide_version_id)
    """,
    """
    CREATE INDEX ix_consultation_territory_id ON consultation (territory_id)
    """,
    """
    CREATE TABLE field_conflict (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        entity TEXT NOT NULL,
        row_uuid BLOB NOT NULL,
        field TEXT NOT NULL,
        other TEXT NOT NULL,
        other_clock INTEGER NOT NULL,
        other_device_id INTEGER NOT NULL,
        settled INTEGER NOT NULL,
        CONSTRAINT ck_field_conflict_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_field_conflict_uuid UNIQUE (uuid),
        CONSTRAINT fk_field_conflict_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_field_conflict_other_device_id FOREIGN KEY(other_device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_field_conflict_row_uuid ON field_conflict (row_uuid)
    """,
    """
    CREATE TABLE knowledge (
        device_id INTEGER NOT NULL,
        other_id INTEGER NOT NULL,
        until INTEGER NOT NULL,
        clock INTEGER NOT NULL,
        PRIMARY KEY (device_id, other_id, until),
        CONSTRAINT fk_knowledge_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_knowledge_other_id FOREIGN KEY(other_id) REFERENCES device (id)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE passage (
        id INTEGER NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        actor_id INTEGER NOT NULL,
        made INTEGER NOT NULL,
        name TEXT NOT NULL,
        count INTEGER NOT NULL,
        kind TEXT NOT NULL,
        target INTEGER,
        link BLOB NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT ck_passage_kind CHECK (kind IN ('do', 'undo', 'redo', 'fixed')),
        CONSTRAINT fk_passage_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_passage_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id),
        CONSTRAINT fk_passage_target FOREIGN KEY(target) REFERENCES passage (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_passage_target ON passage (target)
    """,
    """
    CREATE TABLE stakeholder (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        form TEXT NOT NULL,
        abbreviation TEXT,
        reference TEXT,
        sphere TEXT,
        level TEXT,
        sector TEXT,
        territory_id INTEGER,
        languages TEXT,
        underheard TEXT,
        role TEXT,
        interest TEXT,
        affected TEXT,
        capacity_needs TEXT,
        conflicts TEXT,
        note TEXT,
        tags TEXT,
        archived INTEGER NOT NULL,
        stub INTEGER NOT NULL,
        CONSTRAINT ck_stakeholder_form CHECK (form IN ('organisation', 'group', 'role')),
        CONSTRAINT ck_stakeholder_sphere CHECK (sphere IN ('government', 'non-government')),
        CONSTRAINT ck_stakeholder_level CHECK (level IN ('local', 'national', 'regional', 'global')),
        CONSTRAINT ck_stakeholder_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_stakeholder_uuid UNIQUE (uuid),
        CONSTRAINT fk_stakeholder_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_stakeholder_territory_id FOREIGN KEY(territory_id) REFERENCES territory (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_stakeholder_kind ON stakeholder (kind)
    """,
    """
    CREATE INDEX ix_stakeholder_territory_id ON stakeholder (territory_id)
    """,
    """
    CREATE TABLE stamp (
        row_uuid BLOB NOT NULL,
        field TEXT NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        PRIMARY KEY (row_uuid, field),
        CONSTRAINT fk_stamp_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE theme (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        description TEXT NOT NULL,
        colour TEXT NOT NULL,
        objective INTEGER,
        action TEXT,
        principle TEXT,
        parent_id INTEGER,
        merged_into_id INTEGER,
        archived INTEGER NOT NULL,
        CONSTRAINT ck_theme_objective CHECK (objective BETWEEN 1 AND 23),
        CONSTRAINT ck_theme_action CHECK (action IS NULL OR (objective IS NOT NULL AND action BETWEEN 'a' AND 'n')),
        CONSTRAINT ck_theme_principle CHECK (principle IS NULL OR objective IS NULL),
        CONSTRAINT ck_theme_colour CHECK (
            colour = '' OR length(colour) = 7 AND colour GLOB '#*' AND colour NOT GLOB '#*[^0-9a-f]*'
        ),
        CONSTRAINT ck_theme_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_theme_uuid UNIQUE (uuid),
        CONSTRAINT fk_theme_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_theme_parent_id FOREIGN KEY(parent_id) REFERENCES theme (id),
        CONSTRAINT fk_theme_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES theme (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_theme_merged_into_id ON theme (merged_into_id)
    """,
    """
    CREATE INDEX ix_theme_parent_id ON theme (parent_id)
    """,
    """
    CREATE TABLE tombstone (
        row_uuid BLOB NOT NULL,
        entity TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        erased INTEGER NOT NULL,
        PRIMARY KEY (row_uuid),
        CONSTRAINT ck_tombstone_erased CHECK (erased IN (0, 1)),
        CONSTRAINT fk_tombstone_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE INDEX ix_tombstone_entity_row_id ON tombstone (entity, row_id)
    """,
    """
    CREATE TABLE change (
        id INTEGER NOT NULL,
        passage_id INTEGER NOT NULL,
        entity TEXT NOT NULL,
        kind TEXT NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        content TEXT,
        salt BLOB,
        commitment BLOB NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT ck_change_kind CHECK (kind IN ('insert', 'update', 'delete', 'erase')),
        CONSTRAINT fk_change_passage_id FOREIGN KEY(passage_id) REFERENCES passage (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE INDEX ix_change_entity_first ON change (entity, first, last)
    """,
    """
    CREATE INDEX ix_change_passage_id ON change (passage_id)
    """,
    """
    CREATE TABLE note (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        consultation_id INTEGER NOT NULL,
        stakeholder_id INTEGER,
        person_id INTEGER,
        said INTEGER NOT NULL,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        verbatim INTEGER NOT NULL,
        language TEXT NOT NULL,
        translation TEXT NOT NULL,
        flagged INTEGER NOT NULL,
        confidential INTEGER NOT NULL,
        agenda_item_id INTEGER,
        question_id INTEGER,
        reference TEXT,
        CONSTRAINT ck_note_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_note_uuid UNIQUE (uuid),
        CONSTRAINT fk_note_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_note_consultation_id FOREIGN KEY(consultation_id) REFERENCES consultation (id),
        CONSTRAINT fk_note_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id),
        CONSTRAINT fk_note_person_id FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_note_agenda_item_id FOREIGN KEY(agenda_item_id) REFERENCES agenda_item (id),
        CONSTRAINT fk_note_question_id FOREIGN KEY(question_id) REFERENCES guide_question (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_note_agenda_item_id ON note (agenda_item_id)
    """,
    """
    CREATE INDEX ix_note_consultation_id_said ON note (consultation_id, said)
    """,
    """
    CREATE INDEX ix_note_person_id ON note (person_id)
    """,
    """
    CREATE INDEX ix_note_question_id ON note (question_id)
    """,
    """
    CREATE INDEX ix_note_stakeholder_id ON note (stakeholder_id)
    """,
    """
    CREATE TABLE coding (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        note_id INTEGER NOT NULL,
        theme_id INTEGER NOT NULL,
        coder TEXT NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        seal INTEGER NOT NULL,
        place INTEGER NOT NULL,
        memo TEXT NOT NULL,
        CONSTRAINT uq_coding_note_id_theme_id_coder_place UNIQUE (note_id, theme_id, coder, place),
        CONSTRAINT ck_coding_span CHECK (start = 0 AND stop = 0 OR start >= 0 AND stop > start),
        CONSTRAINT ck_coding_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_coding_uuid UNIQUE (uuid),
        CONSTRAINT fk_coding_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_coding_note_id FOREIGN KEY(note_id) REFERENCES note (id),
        CONSTRAINT fk_coding_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_coding_theme_id_note_id ON coding (theme_id, note_id)
    """,
    """
    CREATE TABLE attachment (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        entity TEXT NOT NULL,
        row_uuid BLOB NOT NULL,
        content_hash BLOB NOT NULL,
        media_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        seconds REAL,
        width INTEGER,
        height INTEGER,
        caption TEXT NOT NULL,
        CONSTRAINT ck_attachment_content_hash CHECK (length(content_hash) = 32),
        CONSTRAINT ck_attachment_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_attachment_uuid UNIQUE (uuid),
        CONSTRAINT fk_attachment_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_attachment_content_hash ON attachment (content_hash)
    """,
    """
    CREATE INDEX ix_attachment_row_uuid ON attachment (row_uuid)
    """,
    """
    CREATE TABLE content (
        hash BLOB NOT NULL,
        size INTEGER NOT NULL,
        thumbnail BLOB,
        PRIMARY KEY (hash)
    ) STRICT
    """,
    """
    CREATE TABLE chunk (
        id INTEGER NOT NULL,
        content_hash BLOB NOT NULL,
        number INTEGER NOT NULL,
        piece BLOB NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT uq_chunk_content_hash_number UNIQUE (content_hash, number),
        CONSTRAINT fk_chunk_content_hash FOREIGN KEY(content_hash) REFERENCES content (hash)
    ) STRICT
    """,
    """
    CREATE TABLE waiting (
        id INTEGER NOT NULL,
        sha256 BLOB NOT NULL,
        device TEXT NOT NULL,
        since INTEGER NOT NULL,
        until INTEGER NOT NULL,
        arrived INTEGER NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT uq_waiting_sha256 UNIQUE (sha256)
    ) STRICT
    """,
    """
    CREATE TABLE waiting_line (
        id INTEGER NOT NULL,
        waiting_id INTEGER NOT NULL,
        row_uuid BLOB,
        owner_uuid BLOB,
        content_hash BLOB,
        line BLOB NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT fk_waiting_line_waiting_id FOREIGN KEY(waiting_id) REFERENCES waiting (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_waiting_line_waiting_id ON waiting_line (waiting_id)
    """,
    """
    CREATE TABLE search_table (
        id INTEGER NOT NULL PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    "CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize='ascii')",
    "CREATE VIRTUAL TABLE search_words USING fts5vocab(search, row)",
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
    # FTS5 would take 4050 bytes, and each of its pages would spill over: SQLCipher keeps 80 of 4,096 for itself.
    "INSERT INTO search (search, rank) VALUES ('pgsz', 3970)",
)


def apply(connection: Driver) -> None:
    """Create all tables and indexes."""
    for statement in STATEMENTS:
        connection.execute(statement)
