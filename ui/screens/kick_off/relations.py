"""Who stands how to whom: the network as a picture, its relations as a table, and the current one in words."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QWidget

from gcmdesk import i18n
from gcmdesk.exchange import step_sheets
from gcmdesk.folding import fold
from gcmdesk.i18n import gettext as _
from gcmdesk.i18n import isolate, mark, ngettext
from gcmdesk.jobs import Progress
from gcmdesk.stakeholders import network, register, relations, vocabulary
from gcmdesk.stakeholders.network import Measure, Network
from gcmdesk.stakeholders.relations import KINDS, STRENGTHS, RelationDraft, SavedRelation
from ui.answers import Answer
from ui.models.records import CellEditor, TableColumn
from ui.screens.base import PrimaryAction
from ui.screens.kick_off import words
from ui.screens.kick_off.map_page import MapPage
from ui.widgets.buttons import button, delete_button
from ui.widgets.choice import ChoiceBox
from ui.widgets.column import card
from ui.widgets.form import Choice, Form, Line, Lines, YesNo
from ui.widgets.network_view import NetworkView
from ui.widgets.picker import Pick
from ui.widgets.picture_view import PictureView
from ui.widgets.placing import stacked
from ui.widgets.release_panel import Offer
from ui.widgets.row import row_of
from ui.widgets.text import Caption, Heading, Text

Laid = tuple[Network, dict[int, tuple[float, float]], tuple[Measure, ...]]
_OWN = "own"
_CHANGED, _ADDED = mark("Relation changed"), mark("Relation added")
_MOST_LOOPS = 10


def _reckon(found: Network, known: network.Places, progress: Progress) -> Laid:
    """Layout and measures, for the worker."""
    return found, network.layout(progress, found, known), network.measures(found)


def _changed(session: Any, one: SavedRelation, draft: RelationDraft) -> SavedRelation:
    """A relation with other ends or another type is another relation; the former goes."""
    saved = relations.save(session, draft)
    if saved.id != one.id:
        relations.delete(session, one.id)
    return saved


def _added(session: Any, draft: RelationDraft, own: str, directed: bool, places: network.Places) -> SavedRelation:
    """A new relation, and the picture as it is: those who are in it keep their places."""
    if own:
        draft = replace(draft, kind="", own=relations.add_type(session, own, directed=directed).id)
    network.keep(session, places)
    return relations.save(session, draft)


class RelationsPage(MapPage):
    """Network and table of relations."""

    topics = frozenset({"relations", "positions", "stakeholders"})
    filter_name, table_name = mark("Filter the list"), mark("Relations")
    empty = (
        mark("No relations yet"),
        mark(
            "Note who has authority over whom, who funds, informs or speaks for whom, and where there is conflict. The "
            "picture shows who can open doors, and who stands alone."
        ),
    )
    _adding = False
    _who = 0
    """The stakeholder that is spoken of beside the map."""
    _wanted: Network | None = None

    @property
    def primary_action(self) -> PrimaryAction | None:
        return None if self.read_only else PrimaryAction(_("Add a relation"), self.add)

    # Putting together

    def picture(self) -> PictureView:
        self.network_view = NetworkView(_("Map of relations"), {})
        self.network_view.moved.connect(self._keep)
        return self.network_view

    def tools(self) -> list[QWidget]:
        zoom_in = button("+", lambda: self.network_view.zoom(1.25))
        zoom_out = button("−", lambda: self.network_view.zoom(0.8))
        for each, name in ((zoom_in, _("Zoom in")), (zoom_out, _("Zoom out"))):
            each.setAccessibleName(name)
            each.setToolTip(name)
        return [zoom_in, zoom_out, button(_("Show all"), self.network_view.show_all)]

    def extras(self) -> list[QWidget]:
        self.kind_box = ChoiceBox(_("Type of relation"))
        self.kind_box.addItem(_("All types"), "")
        for kind, title in self._titles().items():
            self.kind_box.addItem(title, kind)
        self.level_box = ChoiceBox(_("Level"))
        self.level_box.addItem(_("All levels"), "")
        for level, title in vocabulary.LEVELS.items():
            self.level_box.addItem(_(title), level)
        for box in (self.kind_box, self.level_box):
            box.stay_narrow()
            box.activated.connect(self.fill)
        return [self.kind_box, self.level_box]

    def _titles(self) -> dict[str, str]:
        own = self.workspace.read(relations.own_types) if self.workspace.is_open else ()
        return {kind.id: _(kind.title) for kind in KINDS} | {f"own:{one.id}": one.name for one in own}

    def columns(self) -> tuple[TableColumn, ...]:
        strengths = [("", _("Not recorded")), *((str(n), _(title)) for n, title in enumerate(STRENGTHS, 1))]
        strong = CellEditor(
            lambda one, value: self._save(one.id, "strength", value), lambda one: str(one.strength or ""), strengths
        )
        noted = CellEditor(lambda one, value: self._save(one.id, "note", value))
        return (
            TableColumn("source", _("From"), lambda one: one.source_name, weight=3),
            TableColumn("kind", _("Relation"), self._kind_text, weight=2),
            TableColumn("target", _("To"), lambda one: one.target_name, weight=3),
            TableColumn("strength", _("Strength"), lambda one: words.strength(one.strength), editor=strong),
            TableColumn("note", _("Note"), lambda one: one.note, weight=2, editor=noted, sorts=False),
        )

    def _kind_text(self, one: SavedRelation) -> str:
        return one.own_name or words.kind(one.kind)

    def detail(self) -> QWidget:
        self.new_form = Form(
            (
                Pick("source", _("From")),
                Choice("kind", _("Type of relation"), self._kinds(), unset=_("Choose…")),
                Pick("target", _("To")),
                self._strength_field(),
                Line("own", _("Own type"), hint=_("Only if no type of the list fits. It is then in the list.")),
                YesNo("directed", _("Does it lead from one to the other?")),
                Lines("note", _("Note"), rows=2),
            )
        )
        buttons = row_of(
            button(_("Save the relation"), self._save_new, kind="primary"), button(_("Cancel"), self._cancel)
        )
        self.new_card = card(Heading(_("New relation"), 2), self.new_form, buttons, spacing=12)
        self.who = Heading("", 2)
        self.said = Text()
        self.who_card = card(self.who, self.said)
        self.sentence = Text(bold=True)
        self.form = Form(
            (Choice("kind", _("Type of relation"), self._kinds()), self._strength_field(), Lines("note", _("Note"))),
            save=self._save,
        )
        self.form.set_read_only(self.read_only)
        lines: list[QWidget] = [Caption(_("Relation chosen in the table")), self.sentence, self.form]
        if not self.read_only:
            lines.append(row_of(delete_button(_("Delete this relation"), self._delete)))
        self.relation_card = card(*lines, spacing=12)
        self.loops = Text()
        self.loops_card: QFrame = card(Heading(_("Goes both ways"), 3), self.loops)
        cards: list[QWidget] = [self.new_card, self.who_card, self.relation_card, self.loops_card]
        holder = stacked(*cards, *(() if self.read_only else (self.picture_card(),)))
        self.new_card.hide()
        return holder

    def _strength_field(self) -> Choice:
        choices = [(str(number), _(title)) for number, title in enumerate(STRENGTHS, 1)]
        return Choice("strength", _("Strength"), choices, unset=_("Not recorded"))

    def _kinds(self) -> list[tuple[str, str]]:
        return list(self._titles().items())

    # Rows

    @property
    def narrowed(self) -> bool:
        return super().narrowed or self._adding or bool(self.kind_box.currentData() or self.level_box.currentData())

    def widen(self) -> None:
        super().widen()
        self.kind_box.setCurrentIndex(0)
        self.level_box.setCurrentIndex(0)

    def refresh(self) -> None:
        kind, level = self.kind_box.currentData(), self.level_box.currentData()
        found = self.workspace.read(network.read, frozenset({kind} if kind else ()), level)
        self.hold(found.relations)
        self._looping = self.workspace.read(network.loops)
        self.network_view.titles = self._titles()
        if self._who not in {node.id for node in found.nodes}:
            self._who = 0
        super().refresh()
        self._wanted = found
        known = self.network_view.laid | self.workspace.read(network.places)
        self.context.tasks.start(_("Drawing the network"), partial(_reckon, found, known), self._drawn, quiet=True)

    @Slot(object)
    def _drawn(self, laid: Laid) -> None:
        found, places, measures = laid
        if found is self._wanted:
            self.network_view.show_network(found, places, measures)
            self._show_current()

    orders: ClassVar = {
        "source": lambda one: fold(one.source_name),
        "target": lambda one: fold(one.target_name),
        "kind": lambda one: one.own_name or words.kind(one.kind),
        "strength": lambda one: one.strength or 0,
    }

    def words_of(self, record: SavedRelation) -> str:
        return f"{record.source_name} {record.target_name} {record.own_name} {record.note}"

    def show_record(self, record: SavedRelation) -> None:
        if self._who not in (record.source, record.target):
            self._who = record.source
        self.sentence.setText(words.relation(record))
        self.form.show_record(
            record.id,
            {"kind": relations.key(record), "strength": str(record.strength or ""), "note": record.note},
        )

    def _show_current(self) -> None:
        record = self.table.current_record
        if record is not None:
            self.show_record(record)
        self._detail.show()
        self.relation_card.setVisible(record is not None and not self._adding)
        self.who_card.setVisible(bool(self._who) and not self._adding)
        self.new_card.setVisible(self._adding)
        self._show_who()
        lines = [words.relation(one) for one in self._looping[:_MOST_LOOPS]]
        self.loops_card.setVisible(bool(lines) and not self._adding)
        self.loops.setText("\n".join([_("Look whether these are meant to lead both ways:"), *lines]))

    def _show_who(self) -> None:
        self.view.show_current(self._who)
        measure = self.network_view.measures.get(self._who)
        names = {node.id: node.name for node in self.network_view.network.nodes}
        self.who.setText(names.get(self._who, ""))
        self.said.setText(_in_words(measure, names) if measure else "")

    def choose(self, id: object) -> None:
        self._who = int(str(id))
        record = self.table.current_record
        if record is None or self._who not in (record.source, record.target):
            first = next((one.id for one in self._all.values() if self._who in (one.source, one.target)), 0)
            if first and not self.table.select_id(first):
                self.widen()
                self.read_anew()
                self.table.select_id(first)
        self._show_current()

    # Leaving

    def offer(self, ids: Sequence[int]) -> Offer:
        wanted = tuple(ids)
        return Offer(self.title, lambda session, _request, texts: step_sheets.network(session, wanted, texts))

    def anew(self) -> PictureView:
        shown = self.network_view
        made = NetworkView(self.title, shown.titles)
        made.show_network(shown.network, shown.laid, tuple(shown.measures.values()))
        return made

    def in_words(self) -> str:
        return "\n".join(words.relation(one) for one in self.network_view.network.relations)

    # Changing

    def _save(self, id: int, field: str, value: str) -> Answer:
        one = self._all.get(id)
        if one is None:
            return _("This relation is no longer there.")
        draft = RelationDraft(one.source, one.target, one.kind, one.own, one.strength, one.note)
        if field == "kind":
            own = int(value.partition(":")[2]) if value.startswith(f"{_OWN}:") else None
            draft = replace(draft, kind="" if own else value, own=own)
        elif field == "strength":
            draft = replace(draft, strength=int(value) if value else None)
        else:
            draft = replace(draft, note=value)
        return draft.problems() or self.workspace.run(_changed, one, draft, name=_CHANGED)

    @Slot(object)
    def _keep(self, places: network.Places) -> None:
        if not self.read_only:
            self.workspace.run(network.keep, places, name=mark("Places on the map kept"))

    def _delete(self) -> None:
        chosen = self.table.selected_ids
        if chosen:
            self.workspace.run(relations.delete, *chosen, name=mark("Relation deleted"))

    def add(self) -> None:
        """Open the form of a new relation, from the stakeholder that is chosen."""
        self._adding = True
        self.show_detail()
        known = self.workspace.read(register.names)
        for name in ("source", "target"):
            field = self.new_form.fields[name]
            if isinstance(field, Pick):
                field.show_known(known)
        blank = {"source": self._who or None, "target": None, "kind": "", "strength": "", "own": "", "note": ""}
        self.new_form.clear(blank | {"directed": None})
        self.read_anew()
        self.new_form.setFocus(Qt.FocusReason.OtherFocusReason)
        self.side.verticalScrollBar().setValue(0)

    def _cancel(self) -> None:
        self._adding = False
        self.read_anew()

    def _save_new(self) -> None:
        typed = self.new_form.submitted()
        if typed is None:
            return
        own = typed["own"]
        kind = KINDS[0].id if own else typed["kind"]  # an own type is made together with the relation
        type_id = int(kind.partition(":")[2]) if kind.startswith(f"{_OWN}:") else None
        strength = int(typed["strength"]) if typed["strength"] else None
        draft = RelationDraft(
            typed["source"] or 0, typed["target"] or 0, "" if type_id else kind, type_id, strength, typed["note"]
        )
        missing = [(end, mark("Choose a stakeholder.")) for end in ("source", "target") if not typed[end]]
        problems = (*missing, *(one for one in draft.problems() if not missing or one[0] != "target"))
        self.new_form.show_problems(problems)
        if problems:
            return
        places = dict(self.network_view.laid)
        done = self.workspace.run(_added, draft, own, bool(typed["directed"]), places, name=_ADDED)
        if done.ok and done.result:
            self._adding = False
            self._who = draft.source
            self.begin(done.result.id)


def _in_words(measure: Measure, names: dict[int, str]) -> str:
    """Degree and betweenness as sentences."""
    number = i18n.current().number
    said = [
        ngettext("Related to {n} other.", "Related to {n} others.", measure.partners).format(
            n=number(measure.partners)
        ),
        _("Relations that go out: {out}. Relations that come in: {into}.").format(
            out=number(measure.out), into=number(measure.into)
        ),
    ]
    if measure.bridges:
        ends = i18n.current().joined([isolate(names.get(each, "")) for each in measure.bridges])
        said.append(_("Bridges between {names}.").format(names=ends))
    if measure.betweenness > 0:
        share = i18n.current().percent(measure.betweenness)
        said.append(_("{share} of the shortest ways between two others lead through here.").format(share=share))
    else:
        said.append(_("Nobody has to go through here to reach another."))
    return "\n".join(said)
