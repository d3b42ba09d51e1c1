"""The transfer register and the limits of the release gate: what was sent stays written down."""

from gcmdesk.workspace.file import Driver

STATEMENTS = (
    """
    CREATE TABLE release (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        "left" INTEGER NOT NULL,
        actor_id INTEGER NOT NULL,
        recipient TEXT NOT NULL,
        organisation TEXT NOT NULL,
        purpose TEXT NOT NULL,
        stated TEXT NOT NULL,
        safeguards TEXT NOT NULL,
        signed_by TEXT NOT NULL,
        signed_because TEXT NOT NULL,
        form TEXT NOT NULL,
        title TEXT NOT NULL,
        what TEXT NOT NULL,
        withheld TEXT NOT NULL,
        people INTEGER NOT NULL,
        sha256 BLOB NOT NULL,
        size INTEGER NOT NULL,
        sequence INTEGER NOT NULL,
        head BLOB NOT NULL,
        CONSTRAINT ck_release_recipient CHECK (recipient IN ('participants', 'team', 'local authority',
            'ministry', 'partner', 'public')),
        CONSTRAINT ck_release_purpose CHECK (purpose IN ('take part', 'synthesis', 'quote', 'attribution',
            'recording', 'sharing', 'contact')),
        CONSTRAINT ck_release_organisation CHECK (recipient IN ('team', 'public') OR trim(organisation) <> ''),
        CONSTRAINT ck_release_sign_off CHECK (recipient <> 'public' OR trim(signed_by) <> ''),
        CONSTRAINT ck_release_transfer CHECK (people = 0 OR recipient = 'team' OR (trim(stated) <> '' AND
            trim(safeguards) <> '')),
        CONSTRAINT ck_release_numbers CHECK (people >= 0 AND size >= 0 AND sequence >= 0),
        CONSTRAINT ck_release_digests CHECK (length(sha256) = 32 AND length(head) = 32),
        CONSTRAINT ck_release_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_release_uuid UNIQUE (uuid),
        CONSTRAINT fk_release_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_release_actor_id FOREIGN KEY(actor_id) REFERENCES actor (id)
    )
     STRICT
    """,
    """
    CREATE TABLE released_table (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        release_id INTEGER NOT NULL,
        subject TEXT NOT NULL,
        dimensions TEXT NOT NULL,
        cells TEXT NOT NULL,
        CONSTRAINT ck_released_table_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_released_table_uuid UNIQUE (uuid),
        CONSTRAINT fk_released_table_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_released_table_release_id FOREIGN KEY(release_id) REFERENCES release (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_released_table_release_id ON released_table (release_id)
    """,
    """
    CREATE INDEX ix_released_table_subject ON released_table (subject)
    """,
    """
    CREATE TABLE released_person (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        release_id INTEGER NOT NULL,
        person_id INTEGER,
        CONSTRAINT uq_released_person_release_id_person_id UNIQUE (release_id, person_id),
        CONSTRAINT ck_released_person_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_released_person_uuid UNIQUE (uuid),
        CONSTRAINT fk_released_person_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_released_person_release_id FOREIGN KEY(release_id) REFERENCES release (id),
        CONSTRAINT fk_released_person_person_id FOREIGN KEY(person_id) REFERENCES person (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_released_person_person_id ON released_person (person_id)
    """,
    """
    CREATE TABLE release_failure (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        release_id INTEGER NOT NULL,
        CONSTRAINT ck_release_failure_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_release_failure_uuid UNIQUE (uuid),
        CONSTRAINT fk_release_failure_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT uq_release_failure_release_id UNIQUE (release_id),
        CONSTRAINT fk_release_failure_release_id FOREIGN KEY(release_id) REFERENCES release (id)
    )
     STRICT
    """,
    """
    CREATE TABLE release_limit (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        value INTEGER NOT NULL,
        CONSTRAINT ck_release_limit_limit CHECK ((name = 'group' AND value >= 10) OR (name = 'partner_group' AND
            value >= 5) OR (name = 'rounding' AND value >= 5) OR (name = 'base' AND value >= 10) OR (name =
            'variables' AND value BETWEEN 1 AND 3) OR (name = 'one_sided' AND value BETWEEN 51 AND 90)),
        CONSTRAINT ck_release_limit_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_release_limit_uuid UNIQUE (uuid),
        CONSTRAINT fk_release_limit_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    )
     STRICT
    """,
    """
    CREATE TABLE kept_file (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        release_id INTEGER NOT NULL,
        disposed INTEGER NOT NULL,
        CONSTRAINT ck_kept_file_disposed CHECK (disposed IN (0, 1)),
        CONSTRAINT ck_kept_file_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_kept_file_uuid UNIQUE (uuid),
        CONSTRAINT fk_kept_file_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT uq_kept_file_release_id UNIQUE (release_id),
        CONSTRAINT fk_kept_file_release_id FOREIGN KEY(release_id) REFERENCES release (id)
    )
     STRICT
    """,
    """
    CREATE TABLE kept_person (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        kept_file_id INTEGER NOT NULL,
        purpose TEXT NOT NULL,
        person_id INTEGER,
        CONSTRAINT ck_kept_person_purpose CHECK (purpose IN ('take part', 'synthesis', 'quote', 'attribution',
            'recording', 'sharing', 'contact')),
        CONSTRAINT uq_kept_person_kept_file_id_person_id_purpose UNIQUE (kept_file_id, person_id, purpose),
        CONSTRAINT ck_kept_person_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_kept_person_uuid UNIQUE (uuid),
        CONSTRAINT fk_kept_person_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_kept_person_kept_file_id FOREIGN KEY(kept_file_id) REFERENCES kept_file (id),
        CONSTRAINT fk_kept_person_person_id FOREIGN KEY(person_id) REFERENCES person (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_kept_person_person_id ON kept_person (person_id)
    """,
    """
    CREATE TRIGGER release_never_changes BEFORE UPDATE OF left, actor_id, recipient, organisation, purpose,
        stated, safeguards, signed_by, signed_because, form, title, what, withheld, people, sha256, size,
        sequence, head ON release
    BEGIN
        SELECT RAISE(ABORT, 'what was sent stays in the register');
    END
    """,
    """
    CREATE TRIGGER release_never_goes BEFORE DELETE ON release
    BEGIN
        SELECT RAISE(ABORT, 'what was sent stays in the register');
    END
    """,
    """
    CREATE TRIGGER released_table_never_changes BEFORE UPDATE OF release_id, subject, dimensions, cells ON
        released_table
    BEGIN
        SELECT RAISE(ABORT, 'what was sent stays in the register');
    END
    """,
    """
    CREATE TRIGGER released_table_never_goes BEFORE DELETE ON released_table
    BEGIN
        SELECT RAISE(ABORT, 'what was sent stays in the register');
    END
    """,
    """
    CREATE TRIGGER release_failure_never_changes BEFORE UPDATE OF release_id ON release_failure
    BEGIN
        SELECT RAISE(ABORT, 'what was sent stays in the register');
    END
    """,
    """
    CREATE TRIGGER release_failure_never_goes BEFORE DELETE ON release_failure
    BEGIN
        SELECT RAISE(ABORT, 'what was sent stays in the register');
    END
    """,
    """
    CREATE TRIGGER released_person_only_unlinked BEFORE UPDATE OF release_id, person_id ON released_person
    WHEN NEW.release_id IS NOT OLD.release_id OR NEW.person_id IS NOT NULL
    BEGIN
        SELECT RAISE(ABORT, 'what was sent stays in the register');
    END
    """,
    """
    CREATE TRIGGER released_person_never_goes BEFORE DELETE ON released_person
    BEGIN
        SELECT RAISE(ABORT, 'what was sent stays in the register');
    END
    """,
    """
    CREATE TRIGGER release_limit_never_changes BEFORE UPDATE OF name, value ON release_limit
    BEGIN
        SELECT RAISE(ABORT, 'a limit is only ever tightened');
    END
    """,
    """
    CREATE TRIGGER release_limit_never_goes BEFORE DELETE ON release_limit
    BEGIN
        SELECT RAISE(ABORT, 'a limit is only ever tightened');
    END
    """,
)


def apply(connection: Driver) -> None:
    """Create the tables and their rules."""
    for statement in STATEMENTS:
        connection.execute(statement)
