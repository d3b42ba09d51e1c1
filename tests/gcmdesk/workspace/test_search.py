"""Searching a workspace: what is found, in which order, and that the index never falls out of step."""

from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select
from sqlcipher3 import dbapi2

from gcmdesk.consultations.tables import Consultation, Note
from gcmdesk.jobs import Progress
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk, file, migrations, opening, search
from gcmdesk.workspace.file import Access
from gcmdesk.workspace.journal import connection_of
from gcmdesk.workspace.query import tokens

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
COLUMNS = ("consultation_id", "said", "text")


def write(session, *texts):
    """Write notes of one consultation and give back their ids."""
    if session.get(Consultation, 1) is None:
        session.add(Consultation(title="Town hall", place="Bel Port", day=date(2026, 5, 4)))
        session.flush()
    return list(bulk.insert(session, Note, COLUMNS, [(1, NOON, text) for text in texts]))


def found(workspace, query, **narrowed):
    return [hit.row for hit in workspace.read(lambda session: search.find(session, query, **narrowed))]


def agreement(workspace):
    return workspace.read(search.check, Progress())


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("L’école d’Élodie, à Bâle", ["ecole", "ÉCOLE", "elodie", "bale", '"l’école d’elodie"']),
        ("Cœur de la région", ["coeur", "region", "RÉGION"]),
        ("شُهَادَة الإقامة للأطفال", ["شهادة", "شهاده", "الاقامة", "الإقامه", "للاطفال"]),
        ("مسؤول عن الـمـدرسـة الأولى", ["مسوول", "المدرسة", "المدرسه", "الاولي"]),
        ("Ещё один Район", ["еще", "РАЙОН", "раион"]),
        ("移民儿童有权上学。", ["移民", "儿童", "民儿", '"儿童有权"', "上学"]),
        ("Größe und Straße", ["grosse", "strasse", "STRASSE"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
    ],
)
def test_letters_are_found_however_they_are_written(workspace, text, queries):
    workspace.run(write, "something else", text, name="Notes added")
    for query in queries:
        assert found(workspace, query + " ") == [2], query


def test_han_characters_apart_are_no_phrase(workspace):
    workspace.run(write, "民移", "移居的人民", name="Notes added")
    assert found(workspace, "移民") == []
    assert found(workspace, "人民") == [2]


def test_words_phrases_exclusions_and_beginnings(workspace):
    workspace.run(write, "water and power", "power cuts, water cuts", "waterways", name="Notes added")
    assert sorted(found(workspace, "power water ")) == [1, 2]
    assert found(workspace, '"water cuts"') == [2]
    assert found(workspace, "power -cuts") == [1]
    assert found(workspace, "waterw") == [3]
    assert sorted(found(workspace, "wat* ")) == [1, 2, 3]
    assert found(workspace, "-water") == []


def test_hits_come_from_all_tables_with_counts_and_snippets(workspace):
    workspace.run(write, "The port\nis far", "No harbour", name="Notes added")
    workspace.run(lambda session: session.add(Stakeholder(name="Port Workers", kind="x")), name="Added")
    hits = workspace.read(search.find, "port ")
    assert {(hit.table, hit.row) for hit in hits} == {("note", 1), ("consultation", 1), ("stakeholder", 1)}
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    shown = {(hit.table, hit.column): hit.snippet for hit in hits}
    assert shown["note", "text"].text == "The port is far"
    assert shown["note", "text"].marks == ((4, 8),)
    assert shown["consultation", "place"].text == "Bel Port"
    assert workspace.read(search.counts, "port ") == {"note": 1, "consultation": 1, "stakeholder": 1}
    assert workspace.read(search.counts, "port ", (Note,)) == {"note": 1}
    assert found(workspace, "port ", kinds=(Note,)) == [1]
    assert found(workspace, "town bel ", kinds=(Consultation,)) == [1]


def test_no_phrase_spans_two_columns(workspace):
    workspace.run(write, name="Session added")
    assert found(workspace, '"hall bel"') == []
    assert found(workspace, '"hall \ue000 bel"') == []


def test_a_long_list_comes_in_parts(workspace):
    workspace.run(write, *["water"] * 120, name="Notes added")
    parts = [found(workspace, "water", limit=50, offset=offset) for offset in (0, 50, 100)]
    assert [len(part) for part in parts] == [50, 50, 20]
    assert len(set().union(*parts)) == 120


def test_an_empty_workspace_has_nothing_to_find(workspace):
    assert found(workspace, "water") == []
    assert workspace.read(search.counts, "water") == {}
    assert agreement(workspace) == search.Agreement(rows=0, astray=0, sound=True)


TEXTS = st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=5)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, st.data())
def test_a_note_is_found_by_any_of_its_words_and_hits_contain_the_words(workspace, texts, data):
    texts = [text.encode(errors="ignore").decode() or "x" for text in texts]
    ids = workspace.run(write, *texts, name="Notes added")
    at = data.draw(st.integers(0, len(texts) - 1))
    for word in texts[at].split():
        query = f'"{word.replace(chr(34), " ")}"'
        hits = workspace.read(search.find, query, 10_000)
        if tokens(query):
            assert ids[at] in [hit.row for hit in hits if hit.table == "note"]
        for hit in hits:
            assert any(has_phrase(tokens(text or ""), tokens(query)) for text in hit.texts.values())
            assert hit.snippet.marks
    assert agreement(workspace).sound


def has_phrase(all_tokens, phrase):
    return any(all_tokens[at : at + len(phrase)] == phrase for at in range(len(all_tokens)))


class Steps(RuleBasedStateMachine):
    """Any mixture of single work, bulk work, undo, redo and erasure leaves index and rows in agreement."""

    word = st.sampled_from(["water", "school", "permit", "élève", "移民", "", "!"])

    def __init__(self):
        super().__init__()
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory()
        cheap = opening.Surroundings(parameters=(opening.Parameters(8, 1, 1),), notes=Path(self.folder.name))
        self.workspace = opening.create(Path(self.folder.name) / "a.gcmdesk", "open sesame", cheap)

    def teardown(self):
        self.workspace.close()
        self.folder.cleanup()

    def some_ids(self, pick):
        ids = self.workspace.read(lambda session: list(session.scalars(select(Stakeholder.id))))
        return sorted({ids[number % len(ids)] for number in pick}) if ids else []

    @rule(names=st.lists(word, min_size=1, max_size=4))
    def add(self, names):
        self.workspace.run(
            lambda session: session.add_all([Stakeholder(name=name, kind="x") for name in names]), name="Added"
        )

    @rule(names=st.lists(word, min_size=1, max_size=4))
    def bring_in(self, names):
        rows = [("x", name) for name in names]
        self.workspace.job(
            Progress(),
            lambda session, _progress: bulk.insert(session, Stakeholder, ("kind", "name"), rows),
            name="Imported",
        )

    @rule(pick=st.lists(st.integers(0, 99), max_size=3), name=word)
    def rename(self, pick, name):
        rows = [(row, {"name": name}) for row in self.some_ids(pick)]
        self.workspace.run(lambda session: bulk.update(session, Stakeholder, rows), name="Renamed")

    @rule(pick=st.lists(st.integers(0, 99), max_size=3))
    def delete(self, pick):
        ids = self.some_ids(pick)
        self.workspace.run(lambda session: bulk.delete(session, Stakeholder, ids), name="Deleted")

    @rule(pick=st.lists(st.integers(0, 99), min_size=1, max_size=2))
    def erase(self, pick):
        self.workspace.erase(Stakeholder, *self.some_ids(pick), name="Erased")

    @rule(back=st.booleans())
    def turn(self, back):
        from gcmdesk.workspace.errors import NothingToUndo

        try:
            (self.workspace.undo if back else self.workspace.redo)()
        except NothingToUndo:
            return

    @rule()
    def fail(self):
        def half(session, _progress):
            bulk.insert(session, Stakeholder, ("kind", "name"), [("x", "half done")])
            raise LookupError

        with pytest.raises(LookupError):
            self.workspace.job(Progress(), half, name="Imported")

    @invariant()
    def index_and_rows_agree(self):
        assert agreement(self.workspace).sound


TestSteps = Steps.TestCase
TestSteps.settings = settings(max_examples=15, stateful_step_count=15)


def test_building_anew_mends_what_is_astray(workspace):
    workspace.run(write, "water", "power", name="Notes added")

    def spoil(session, _progress):
        connection = connection_of(session)
        search.INDEX.remove(connection, "note", [(1, ("water",))])
        search.INDEX.put(connection, "note", [(77, ("stray words",))])
        session.add(Stakeholder(name="Seen", kind="x"))

    workspace.job(Progress(), spoil, name="Spoilt")
    spoilt = agreement(workspace)
    assert (spoilt.sound, spoilt.rows, spoilt.astray) == (False, 4, 2)
    assert workspace.job(Progress(), search.rebuild, name="Search index built anew") == 4
    assert agreement(workspace) == search.Agreement(rows=4, astray=0, sound=True)
    assert found(workspace, "power") == [2]
    assert workspace.verify().broken_at is None


def test_a_row_with_other_words_than_its_own_is_noticed(workspace):
    workspace.run(write, "water", name="Notes added")

    def spoil(session):
        search.INDEX.replace(connection_of(session), "note", [(1, ("water",), ("power",))])
        session.add(Stakeholder(name="Seen", kind="x"))

    workspace.run(spoil, name="Spoilt")
    assert agreement(workspace) == search.Agreement(rows=3, astray=0, sound=False)


def test_long_work_gathers_words_in_memory_and_single_work_does_not(workspace):
    def settings_of(session, _progress=None):
        return dict(connection_of(session).execute("SELECT k, v FROM search_config"))

    during = workspace.job(Progress(), settings_of)
    assert (during["hashsize"], during["automerge"]) == (search.BULK_BYTES, 0)
    workspace.job(Progress(), lambda session, _progress: write(session, "water"), name="Imported")
    after = workspace.read(settings_of)
    assert (after["hashsize"], after["automerge"], after["secure-delete"]) == (1024 * 1024, 4, 1)


WORD = "zanzibarquartz"


def plain_file(path):
    """The tables in a file without encryption, so that its bytes can be looked at: the search index alone."""
    path.touch()
    connection = dbapi2.connect(path, isolation_level=None)
    migrations.migrate(file.prepare(connection, Access.WRITE))
    return connection


@pytest.mark.parametrize("in_bulk", [False, True])
def test_no_byte_of_a_removed_text_is_left_in_file_or_log(tmp_path, in_bulk):
    path = tmp_path / "plain.db"
    texts = [(n, (f"note {n} speaks of water, permits and schools",)) for n in range(1, 400)]
    secret = [(1000, (f"{WORD} came {WORD}",)), (1001, (f"said {WORD}x",))]
    with closing(plain_file(path)) as connection:
        for rows in (texts[:200], secret, texts[200:]):
            connection.execute("BEGIN IMMEDIATE")
            search.INDEX.put(connection, "note", rows)
            connection.execute("COMMIT")
        file.settle(connection)
        assert b"quartz" in path.read_bytes()
        connection.execute("BEGIN IMMEDIATE")
        if in_bulk:
            with search.INDEX.bulk(connection):
                search.INDEX.remove(connection, "note", secret)
        else:
            for row in secret:
                search.INDEX.replace(connection, "note", [(*row, ("another text",))])
        connection.execute("COMMIT")
        assert file.settle(connection)
        assert connection.execute("SELECT count(*) FROM search WHERE search MATCH 'water'").fetchone() == (399,)
    everything = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"quartz" not in everything
    assert b"barqua" not in everything


def test_the_check_does_not_take_work_of_others_for_damage(workspace):
    assert agreement(workspace).sound
    workspace.run(write, "water", name="Notes added")
    assert agreement(workspace).sound
    workspace.undo()
    assert agreement(workspace).sound


@pytest.mark.parametrize("apart", [False, True])
def test_no_byte_is_left_of_many_removed_texts_once_something_is_erased(tmp_path, apart):
    path = tmp_path / "plain.db"
    texts = [(n, (f"note {n} speaks of water",)) for n in range(1, 400)]
    secret = [(n, (f"{WORD}{n} came",)) for n in range(1000, 1000 + search.MANY)]
    with closing(plain_file(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        search.INDEX.put(connection, "note", secret)
        if apart:
            search.INDEX.put(connection, "note", texts)
            connection.execute("COMMIT")
            connection.execute("BEGIN IMMEDIATE")
        search.INDEX.remove(connection, "note", secret)
        connection.execute("COMMIT")
        assert connection.execute("SELECT count(*) FROM search WHERE search MATCH 'came'").fetchone() == (0,)
        connection.execute("BEGIN IMMEDIATE")
        search.INDEX.purge(connection)
        connection.execute("COMMIT")
        assert file.settle(connection)
        assert connection.execute("SELECT v FROM search_config WHERE k = 'secure-delete'").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM search_docsize").fetchone() == (399 if apart else 0,)
        assert connection.execute("PRAGMA integrity_check(search)").fetchall() == [("ok",)]
    everything = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"quartz" not in everything
    assert b"barqua" not in everything


def test_what_was_undone_in_bulk_is_gone_after_its_erasure(workspace):
    texts = [f"{WORD} number {n}" for n in range(2 * search.MANY)]
    ids = workspace.job(Progress(), lambda session, _progress: write(session, *texts), name="Imported")
    workspace.undo()
    assert agreement(workspace).sound
    workspace.erase(Note, *ids, name="Notes erased")
    blocks = workspace.read(lambda session: connection_of(session).execute("SELECT block FROM search_data").fetchall())
    assert not any(b"quartz" in block for (block,) in blocks)
    assert agreement(workspace).sound


def test_an_erased_note_leaves_no_word_in_the_index(workspace):
    row, *_others = workspace.run(write, f"about {WORD}", *["other words"] * 300, name="Notes added")
    workspace.run(lambda session: bulk.update(session, Note, [(row, {"text": f"{WORD}s"})]), name="Changed")
    workspace.erase(Note, row, name="Note erased")
    blocks = workspace.read(lambda session: connection_of(session).execute("SELECT block FROM search_data").fetchall())
    assert blocks
    assert not any(b"quartz" in block for (block,) in blocks)
    assert found(workspace, WORD) == []
    assert agreement(workspace).sound
