"""Criteria, raters, rounds, scores and votes; benchmark, interplay, processes, and the decision."""

from gcmdesk.workspace.file import Driver

STATEMENTS = (
    """
    CREATE TABLE benchmark (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        subject TEXT NOT NULL,
        present TEXT NOT NULL,
        source TEXT NOT NULL,
        note TEXT NOT NULL,
        CONSTRAINT ck_benchmark_present CHECK (present IN ('', 'yes', 'partly', 'no')),
        CONSTRAINT ck_benchmark_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_benchmark_uuid UNIQUE (uuid),
        CONSTRAINT fk_benchmark_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_benchmark_subject ON benchmark (subject)
    """,
    """
    CREATE TABLE criterion (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        preset TEXT NOT NULL,
        name TEXT NOT NULL,
        question TEXT NOT NULL,
        anchors TEXT NOT NULL,
        points REAL NOT NULL,
        place INTEGER NOT NULL,
        CONSTRAINT ck_criterion_name CHECK (preset <> '' OR trim(name) <> ''),
        CONSTRAINT ck_criterion_points CHECK (points >= 0),
        CONSTRAINT ck_criterion_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_criterion_uuid UNIQUE (uuid),
        CONSTRAINT fk_criterion_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE decision (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        title TEXT NOT NULL,
        summary TEXT NOT NULL,
        minority TEXT NOT NULL,
        workshop TEXT,
        CONSTRAINT ck_decision_title CHECK (trim(title) <> ''),
        CONSTRAINT ck_decision_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_decision_uuid UNIQUE (uuid),
        CONSTRAINT fk_decision_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE interplay (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        acting INTEGER NOT NULL,
        affected INTEGER NOT NULL,
        effect INTEGER,
        reason TEXT NOT NULL,
        CONSTRAINT ck_interplay_acting CHECK (acting BETWEEN 1 AND 23),
        CONSTRAINT ck_interplay_affected CHECK (affected BETWEEN 1 AND 23 AND affected <> acting),
        CONSTRAINT ck_interplay_effect CHECK (effect BETWEEN -3 AND 3),
        CONSTRAINT ck_interplay_reason CHECK (effect IS NULL OR trim(reason) <> ''),
        CONSTRAINT ck_interplay_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_interplay_uuid UNIQUE (uuid),
        CONSTRAINT fk_interplay_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE priority_round (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        day TEXT NOT NULL,
        discussion TEXT NOT NULL,
        present INTEGER,
        places INTEGER NOT NULL,
        closed INTEGER NOT NULL,
        CONSTRAINT ck_priority_round_kind CHECK (kind IN ('scores', 'dots', 'ballots', 'hands')),
        CONSTRAINT ck_priority_round_title CHECK (trim(title) <> ''),
        CONSTRAINT ck_priority_round_present CHECK (present >= 0),
        CONSTRAINT ck_priority_round_places CHECK (places BETWEEN 1 AND 23),
        CONSTRAINT ck_priority_round_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_priority_round_uuid UNIQUE (uuid),
        CONSTRAINT fk_priority_round_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE priority_setting (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        weighing TEXT NOT NULL,
        band REAL NOT NULL,
        top INTEGER NOT NULL,
        CONSTRAINT ck_priority_setting_weighing CHECK (weighing IN ('points', 'swing')),
        CONSTRAINT ck_priority_setting_band CHECK (band BETWEEN 0 AND 0.9),
        CONSTRAINT ck_priority_setting_top CHECK (top BETWEEN 1 AND 23),
        CONSTRAINT ck_priority_setting_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_priority_setting_uuid UNIQUE (uuid),
        CONSTRAINT fk_priority_setting_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE set_aside (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        objective INTEGER NOT NULL,
        reason TEXT NOT NULL,
        CONSTRAINT ck_set_aside_objective CHECK (objective BETWEEN 1 AND 23),
        CONSTRAINT ck_set_aside_reason CHECK (trim(reason) <> ''),
        CONSTRAINT ck_set_aside_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_set_aside_uuid UNIQUE (uuid),
        CONSTRAINT fk_set_aside_device_id FOREIGN KEY(device_id) REFERENCES device (id)
    ) STRICT
    """,
    """
    CREATE TABLE announcement (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        decision_id INTEGER NOT NULL,
        audience TEXT NOT NULL,
        means TEXT NOT NULL,
        day TEXT,
        CONSTRAINT ck_announcement_audience CHECK (trim(audience) <> ''),
        CONSTRAINT ck_announcement_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_announcement_uuid UNIQUE (uuid),
        CONSTRAINT fk_announcement_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_announcement_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_announcement_decision_id ON announcement (decision_id)
    """,
    """
    CREATE TABLE approval (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        decision_id INTEGER NOT NULL,
        body TEXT NOT NULL,
        answer TEXT NOT NULL,
        day TEXT NOT NULL,
        conditions TEXT NOT NULL,
        CONSTRAINT ck_approval_body CHECK (trim(body) <> ''),
        CONSTRAINT ck_approval_answer CHECK (answer IN ('approved', 'conditions', 'refused')),
        CONSTRAINT ck_approval_conditions CHECK (answer <> 'conditions' OR trim(conditions) <> ''),
        CONSTRAINT ck_approval_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_approval_uuid UNIQUE (uuid),
        CONSTRAINT fk_approval_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_approval_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_approval_decision_id ON approval (decision_id)
    """,
    """
    CREATE TABLE decision_choice (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        decision_id INTEGER NOT NULL,
        objective INTEGER NOT NULL,
        reason TEXT NOT NULL,
        principles TEXT NOT NULL,
        chosen INTEGER NOT NULL,
        CONSTRAINT ck_decision_choice_objective CHECK (objective BETWEEN 1 AND 23),
        CONSTRAINT ck_decision_choice_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_decision_choice_uuid UNIQUE (uuid),
        CONSTRAINT fk_decision_choice_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_decision_choice_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_decision_choice_decision_id ON decision_choice (decision_id)
    """,
    """
    CREATE TABLE ranked_ballot (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        round_id INTEGER NOT NULL,
        choices TEXT NOT NULL,
        CONSTRAINT ck_ranked_ballot_choices CHECK (choices <> ''),
        CONSTRAINT ck_ranked_ballot_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_ranked_ballot_uuid UNIQUE (uuid),
        CONSTRAINT fk_ranked_ballot_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_ranked_ballot_round_id FOREIGN KEY(round_id) REFERENCES priority_round (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_ranked_ballot_round_id ON ranked_ballot (round_id)
    """,
    """
    CREATE TABLE tally (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        round_id INTEGER NOT NULL,
        objective INTEGER NOT NULL,
        votes INTEGER NOT NULL,
        CONSTRAINT ck_tally_objective CHECK (objective BETWEEN 1 AND 23),
        CONSTRAINT ck_tally_votes CHECK (votes >= 0),
        CONSTRAINT ck_tally_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_tally_uuid UNIQUE (uuid),
        CONSTRAINT fk_tally_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_tally_round_id FOREIGN KEY(round_id) REFERENCES priority_round (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_tally_round_id ON tally (round_id)
    """,
    """
    CREATE TABLE validation (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        decision_id INTEGER NOT NULL,
        day TEXT NOT NULL,
        content TEXT NOT NULL,
        CONSTRAINT ck_validation_content CHECK (content <> ''),
        CONSTRAINT ck_validation_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_validation_uuid UNIQUE (uuid),
        CONSTRAINT fk_validation_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_validation_decision_id FOREIGN KEY(decision_id) REFERENCES decision (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_validation_decision_id ON validation (decision_id)
    """,
    """
    CREATE TABLE process (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        body TEXT NOT NULL,
        stakeholder_id INTEGER,
        discussed TEXT,
        outcome TEXT NOT NULL,
        CONSTRAINT ck_process_title CHECK (trim(title) <> ''),
        CONSTRAINT ck_process_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_process_uuid UNIQUE (uuid),
        CONSTRAINT fk_process_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_process_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_process_stakeholder_id ON process (stakeholder_id)
    """,
    """
    CREATE TABLE reopening (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        validation_id INTEGER NOT NULL,
        at INTEGER NOT NULL,
        reason TEXT NOT NULL,
        CONSTRAINT ck_reopening_reason CHECK (trim(reason) <> ''),
        CONSTRAINT ck_reopening_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_reopening_uuid UNIQUE (uuid),
        CONSTRAINT fk_reopening_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_reopening_validation_id FOREIGN KEY(validation_id) REFERENCES validation (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_reopening_validation_id ON reopening (validation_id)
    """,
    """
    CREATE TABLE process_objective (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        process_id INTEGER NOT NULL,
        objective INTEGER NOT NULL,
        targets TEXT NOT NULL,
        CONSTRAINT ck_process_objective_objective CHECK (objective BETWEEN 1 AND 23),
        CONSTRAINT ck_process_objective_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_process_objective_uuid UNIQUE (uuid),
        CONSTRAINT fk_process_objective_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_process_objective_process_id FOREIGN KEY(process_id) REFERENCES process (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_process_objective_process_id ON process_objective (process_id)
    """,
    """
    CREATE TABLE rater (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        belongs TEXT NOT NULL,
        people INTEGER NOT NULL,
        person_id INTEGER,
        stakeholder_id INTEGER,
        CONSTRAINT ck_rater_kind CHECK (kind IN ('person', 'organisation', 'group')),
        CONSTRAINT ck_rater_name CHECK (trim(name) <> ''),
        CONSTRAINT ck_rater_people CHECK (people >= 1),
        CONSTRAINT ck_rater_person CHECK (person_id IS NULL OR kind = 'person'),
        CONSTRAINT ck_rater_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_rater_uuid UNIQUE (uuid),
        CONSTRAINT fk_rater_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_rater_person_id FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_rater_stakeholder_id FOREIGN KEY(stakeholder_id) REFERENCES stakeholder (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_rater_person_id ON rater (person_id)
    """,
    """
    CREATE INDEX ix_rater_stakeholder_id ON rater (stakeholder_id)
    """,
    """
    CREATE TABLE expertise (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        benchmark_id INTEGER NOT NULL,
        rater_id INTEGER NOT NULL,
        percent INTEGER,
        reason TEXT NOT NULL,
        CONSTRAINT ck_expertise_percent CHECK (percent BETWEEN 0 AND 100),
        CONSTRAINT ck_expertise_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_expertise_uuid UNIQUE (uuid),
        CONSTRAINT fk_expertise_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_expertise_benchmark_id FOREIGN KEY(benchmark_id) REFERENCES benchmark (id),
        CONSTRAINT fk_expertise_rater_id FOREIGN KEY(rater_id) REFERENCES rater (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_expertise_benchmark_id ON expertise (benchmark_id)
    """,
    """
    CREATE INDEX ix_expertise_rater_id ON expertise (rater_id)
    """,
    """
    CREATE TABLE score (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        round_id INTEGER NOT NULL,
        rater_id INTEGER NOT NULL,
        objective INTEGER NOT NULL,
        criterion_id INTEGER NOT NULL,
        value INTEGER,
        reason TEXT NOT NULL,
        CONSTRAINT ck_score_objective CHECK (objective BETWEEN 1 AND 23),
        CONSTRAINT ck_score_value CHECK (value BETWEEN 0 AND 5),
        CONSTRAINT ck_score_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_score_uuid UNIQUE (uuid),
        CONSTRAINT fk_score_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_score_round_id FOREIGN KEY(round_id) REFERENCES priority_round (id),
        CONSTRAINT fk_score_rater_id FOREIGN KEY(rater_id) REFERENCES rater (id),
        CONSTRAINT fk_score_criterion_id FOREIGN KEY(criterion_id) REFERENCES criterion (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_score_criterion_id ON score (criterion_id)
    """,
    """
    CREATE INDEX ix_score_rater_id ON score (rater_id)
    """,
    """
    CREATE INDEX ix_score_round_id_rater_id ON score (round_id, rater_id)
    """,
    """
    CREATE TABLE score_evidence (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uuid BLOB NOT NULL,
        clock INTEGER NOT NULL,
        device_id INTEGER NOT NULL,
        score_id INTEGER NOT NULL,
        title TEXT NOT NULL,
        entity TEXT NOT NULL,
        row_uuid BLOB,
        CONSTRAINT ck_score_evidence_title CHECK (trim(title) <> ''),
        CONSTRAINT ck_score_evidence_record CHECK ((entity = '') = (row_uuid IS NULL)),
        CONSTRAINT ck_score_evidence_uuid CHECK (length(uuid) = 16),
        CONSTRAINT uq_score_evidence_uuid UNIQUE (uuid),
        CONSTRAINT fk_score_evidence_device_id FOREIGN KEY(device_id) REFERENCES device (id),
        CONSTRAINT fk_score_evidence_score_id FOREIGN KEY(score_id) REFERENCES score (id)
    ) STRICT
    """,
    """
    CREATE INDEX ix_score_evidence_score_id ON score_evidence (score_id)
    """,
    """
    CREATE TRIGGER validation_never_changes BEFORE UPDATE OF decision_id, day, content ON validation
    BEGIN
        SELECT RAISE(ABORT, 'what was validated, and why it was reopened, never changes');
    END
    """,
    """
    CREATE TRIGGER reopening_never_changes BEFORE UPDATE OF validation_id, at, reason ON reopening
    BEGIN
        SELECT RAISE(ABORT, 'what was validated, and why it was reopened, never changes');
    END
    """,
)


def apply(connection: Driver) -> None:
    """Create the tables, their indexes and triggers."""
    for statement in STATEMENTS:
        connection.execute(statement)
