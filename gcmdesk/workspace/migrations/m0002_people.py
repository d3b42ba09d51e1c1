"""People, notices and consent receipts, and what nobody may do to them."""

from gcmdesk.workspace.file import Driver

STATEMENTS = (
    """
    CREATE TABLE appointment (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        office TEXT NOT NULL,
        name TEXT NOT NULL,
        contact TEXT NOT NULL,
        since TEXT NOT NULL,
        until TEXT,
        CONSTRAINT ck_appointment_office CHECK (office IN ('oversight body', 'focal point')),
        CONSTRAINT ck_appointment_name CHECK (trim(name) <> ''),
        CONSTRAINT ck_appointment_contact CHECK (trim(contact) <> ''),
        CONSTRAINT ck_appointment_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_appointment_uuid UNIQUE (uuid),
        CONSTRAINT fk_appointment_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE notice (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        language TEXT NOT NULL,
        title TEXT NOT NULL,
        CONSTRAINT ck_notice_kind CHECK (kind IN ('adult', 'child')),
        CONSTRAINT ck_notice_language CHECK (trim(language) <> ''),
        CONSTRAINT ck_notice_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_notice_uuid UNIQUE (uuid),
        CONSTRAINT fk_notice_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE notice_version (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        notice_id INTEGER NOT NULL,
        number INTEGER NOT NULL,
        made INTEGER NOT NULL,
        words TEXT NOT NULL,
        withdrawn INTEGER NOT NULL,
        CONSTRAINT ck_notice_version_words CHECK (trim(words) <> ''),
        CONSTRAINT ck_notice_version_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_notice_version_uuid UNIQUE (uuid),
        CONSTRAINT fk_notice_version_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_notice_version_notice_id FOREIGN KEY(notice_id) REFERENCES notice (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_notice_version_notice_id ON notice_version (notice_id)
    """,
    """
    CREATE TABLE person (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        pseudonym TEXT NOT NULL,
        age_band TEXT NOT NULL,
        region TEXT NOT NULL,
        languages TEXT NOT NULL,
        role TEXT NOT NULL,
        basis TEXT NOT NULL,
        notice_version_id INTEGER NOT NULL,
        notice_language TEXT NOT NULL,
        obtained TEXT NOT NULL,
        review_by TEXT NOT NULL,
        CONSTRAINT ck_person_age_band CHECK (age_band IN ('under 12', '12-15', '16-17', '18 or over', '18-24',
            '25-39', '40-59', '60 or over')),
        CONSTRAINT ck_person_basis CHECK (basis IN ('consent', 'public interest', 'legal duty', 'vital interest')),
        CONSTRAINT ck_person_pseudonym CHECK (trim(pseudonym) <> ''),
        CONSTRAINT ck_person_notice_language CHECK (trim(notice_language) <> ''),
        CONSTRAINT ck_person_obtained CHECK (trim(obtained) <> ''),
        CONSTRAINT ck_person_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_person_uuid UNIQUE (uuid),
        CONSTRAINT fk_person_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_person_notice_version_id FOREIGN KEY(notice_version_id) REFERENCES notice_version (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_person_notice_version_id ON person (notice_version_id)
    """,
    """
    CREATE INDEX ix_person_pseudonym ON person (pseudonym)
    """,
    """
    CREATE INDEX ix_person_review_by ON person (review_by)
    """,
    """
    CREATE TABLE identity (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        person_id INTEGER NOT NULL,
        name TEXT NOT NULL,
        CONSTRAINT ck_identity_name CHECK (trim(name) <> ''),
        CONSTRAINT ck_identity_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_identity_uuid UNIQUE (uuid),
        CONSTRAINT fk_identity_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_identity_person_id FOREIGN KEY(person_id) REFERENCES person (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_identity_person_id ON identity (person_id)
    """,
    """
    CREATE TABLE contact (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        person_id INTEGER NOT NULL,
        contact TEXT NOT NULL,
        CONSTRAINT ck_contact_contact CHECK (trim(contact) <> ''),
        CONSTRAINT ck_contact_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_contact_uuid UNIQUE (uuid),
        CONSTRAINT fk_contact_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_contact_person_id FOREIGN KEY(person_id) REFERENCES person (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_contact_person_id ON contact (person_id)
    """,
    """
    CREATE TABLE consent_receipt (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        person_id INTEGER NOT NULL,
        purpose TEXT NOT NULL,
        answer TEXT NOT NULL,
        capacity TEXT NOT NULL,
        method TEXT NOT NULL,
        notice_version_id INTEGER NOT NULL,
        language TEXT NOT NULL,
        time INTEGER NOT NULL,
        recorded INTEGER NOT NULL,
        place TEXT NOT NULL,
        witness TEXT NOT NULL,
        guardian TEXT NOT NULL,
        guardian_id INTEGER,
        best_interests TEXT NOT NULL,
        reason TEXT NOT NULL,
        understanding TEXT NOT NULL,
        expires TEXT,
        third_party TEXT NOT NULL,
        recipients TEXT NOT NULL,
        CONSTRAINT ck_consent_receipt_purpose CHECK (purpose IN ('take part', 'synthesis', 'quote', 'attribution',
            'recording', 'sharing', 'contact')),
        CONSTRAINT ck_consent_receipt_answer CHECK (answer IN ('given', 'refused', 'withdrawn')),
        CONSTRAINT ck_consent_receipt_capacity CHECK (capacity IN ('adult', 'child', 'supported', 'not possible')),
        CONSTRAINT ck_consent_receipt_method CHECK (method IN ('signed paper', 'spoken before a witness',
            'thumbprint', 'guardian')),
        CONSTRAINT ck_consent_receipt_language CHECK (trim(language) <> ''),
        CONSTRAINT ck_consent_receipt_recorded CHECK (recorded > 0 AND recorded <= clock),
        CONSTRAINT ck_consent_receipt_guardian CHECK (guardian_id IS NULL OR guardian_id <> person_id),
        CONSTRAINT ck_consent_receipt_child CHECK (answer <> 'given' OR capacity <> 'child' OR (trim(guardian) <> ''
            AND trim(best_interests) <> '')),
        CONSTRAINT ck_consent_receipt_not_possible CHECK (answer <> 'given' OR capacity <> 'not possible' OR
            (trim(reason) <> '' AND trim(understanding) <> '' AND purpose IN ('take part', 'synthesis'))),
        CONSTRAINT ck_consent_receipt_witness CHECK (answer <> 'given' OR method <> 'spoken before a witness' OR
            trim(witness) <> ''),
        CONSTRAINT ck_consent_receipt_sharing CHECK (answer <> 'given' OR purpose <> 'sharing' OR (trim(third_party)
            <> '' AND recipients <> '')),
        CONSTRAINT ck_consent_receipt_attribution CHECK (answer <> 'given' OR purpose <> 'attribution' OR recipients
            <> ''),
        CONSTRAINT ck_consent_receipt_recipients CHECK (recipients = '' OR
            replace(replace(replace(replace(replace(replace(recipients, '|participants', ''), '|team', ''),
            '|local authority', ''), '|ministry', ''), '|partner', ''), '|public', '') = '|'),
        CONSTRAINT ck_consent_receipt_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_consent_receipt_uuid UNIQUE (uuid),
        CONSTRAINT fk_consent_receipt_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_consent_receipt_person_id FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_consent_receipt_notice_version_id FOREIGN KEY(notice_version_id) REFERENCES notice_version (id),
        CONSTRAINT fk_consent_receipt_guardian_id FOREIGN KEY(guardian_id) REFERENCES person (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_consent_receipt_guardian_id ON consent_receipt (guardian_id)
    """,
    """
    CREATE INDEX ix_consent_receipt_notice_version_id ON consent_receipt (notice_version_id)
    """,
    """
    CREATE INDEX ix_consent_receipt_person_id_purpose_time ON consent_receipt (person_id, purpose, time)
    """,
    """
    CREATE INDEX ix_consent_receipt_purpose_person_id_answer ON consent_receipt (purpose, person_id, answer)
    """,
    """
    CREATE TABLE correction (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        person_id INTEGER NOT NULL,
        made INTEGER NOT NULL,
        field TEXT NOT NULL,
        was TEXT NOT NULL,
        became TEXT NOT NULL,
        reason TEXT NOT NULL,
        CONSTRAINT ck_correction_reason CHECK (trim(reason) <> ''),
        CONSTRAINT ck_correction_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_correction_uuid UNIQUE (uuid),
        CONSTRAINT fk_correction_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_correction_person_id FOREIGN KEY(person_id) REFERENCES person (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_correction_person_id ON correction (person_id)
    """,
    """
    CREATE TABLE read_back (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        person_id INTEGER NOT NULL,
        day TEXT NOT NULL,
        language TEXT NOT NULL,
        left_out TEXT NOT NULL,
        reason TEXT NOT NULL,
        CONSTRAINT ck_read_back_language CHECK (trim(language) <> ''),
        CONSTRAINT ck_read_back_reason CHECK (left_out = '' OR trim(reason) <> ''),
        CONSTRAINT ck_read_back_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_read_back_uuid UNIQUE (uuid),
        CONSTRAINT fk_read_back_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_read_back_person_id FOREIGN KEY(person_id) REFERENCES person (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_read_back_person_id ON read_back (person_id)
    """,
    """
    CREATE TRIGGER person_needs_oversight BEFORE INSERT ON person
    WHEN (SELECT count(DISTINCT office) FROM appointment) < 2
    BEGIN
        SELECT RAISE(ABORT, 'oversight body and focal point come before the first person');
    END
    """,
    """
    CREATE TRIGGER oversight_stays BEFORE DELETE ON appointment
    WHEN EXISTS (SELECT 1 FROM person)
        AND NOT EXISTS (SELECT 1 FROM appointment WHERE office = OLD.office AND id <> OLD.id)
    BEGIN
        SELECT RAISE(ABORT, 'people are never without oversight body and focal point');
    END
    """,
    """
    CREATE TRIGGER consent_receipt_never_changes BEFORE UPDATE OF person_id, purpose, answer, capacity, method,
        notice_version_id, language, time, recorded, place, witness, guardian, best_interests, reason, understanding,
        expires, third_party, recipients ON consent_receipt
    BEGIN
        SELECT RAISE(ABORT, 'a receipt never changes');
    END
    """,
    """
    CREATE TRIGGER consent_receipt_guardian_only_goes BEFORE UPDATE OF guardian_id ON consent_receipt
    WHEN NEW.guardian_id IS NOT NULL AND NEW.guardian_id IS NOT OLD.guardian_id
    BEGIN
        SELECT RAISE(ABORT, 'a receipt never changes');
    END
    """,
    """
    CREATE TRIGGER notice_version_never_changes BEFORE UPDATE OF notice_id, number, made, words ON notice_version
    BEGIN
        SELECT RAISE(ABORT, 'the words of a notice never change');
    END
    """,
)


def apply(connection: Driver) -> None:
    """Create the tables, their indexes and triggers."""
    for statement in STATEMENTS:
        connection.execute(statement)
