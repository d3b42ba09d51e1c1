"""Tables of stakeholders: what their columns are called, and how their rows are recognised and stored."""

from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.exchange import cells
from gcmdesk.exchange.cells import Field
from gcmdesk.exchange.rows import Keys, Plan, Rows, once, settle
from gcmdesk.folding import fold, fold_all
from gcmdesk.i18n import LANGUAGES, Texts, mark
from gcmdesk.jobs import Progress
from gcmdesk.stakeholders import territories, vocabulary
from gcmdesk.stakeholders.records import FIELDS, LONGEST_NAME, SEVERAL, unpacked
from gcmdesk.stakeholders.tables import Stakeholder
from gcmdesk.workspace import bulk

LANGUAGE_CODES = {
    "English": "en", "anglais": "en", "الإنجليزية": "en",
    "French": "fr", "français": "fr", "الفرنسية": "fr",
    "Arabic": "ar", "arabe": "ar", "العربية": "ar",
    "Spanish": "es", "espagnol": "es", "الإسبانية": "es",
    "Russian": "ru", "russe": "ru", "الروسية": "ru",
    "Chinese": "zh", "chinois": "zh", "الصينية": "zh",
    "Portuguese": "pt", "portugais": "pt", "البرتغالية": "pt",
    "Swahili": "sw", "Hausa": "ha", "Amharic": "am", "Somali": "so", "Tigrinya": "ti", "Wolof": "wo",
}  # fmt: skip

_FORM_NAMES = {
    "organization": "organisation", "institution": "organisation", "org": "organisation", "مؤسسة": "organisation",
    "منظمة": "organisation", "groupe": "group", "مجموعة": "group", "rôle": "role", "fonction": "role", "دور": "role",
}  # fmt: skip

_SPHERE_NAMES = {
    "gov": "government", "govt": "government", "state": "government", "yes": "government", "oui": "government",
    "gouvernement": "government", "حكومي": "government", "حكومة": "government", "نعم": "government",
    "no": "non-government", "non": "non-government", "non gouvernemental": "non-government", "ngo": "non-government",
    "non-governmental": "non-government", "غير حكومي": "non-government", "لا": "non-government",
}  # fmt: skip

_LEVEL_NAMES = {
    "municipal": "local", "محلي": "local", "country": "national", "وطني": "national", "régional": "regional",
    "إقليمي": "regional", "mondial": "global", "international": "global", "عالمي": "global",
}  # fmt: skip


_DEFAULTS = {"kind": "", "form": "organisation"}
_COLUMNS = {"territory": "territory_id"}


def named(known: Mapping[str, str]) -> dict[str, str]:
    """A closed list as people may write it: its ids, and its titles in every language of the screens."""
    names = {id: id for id in known}
    for language in LANGUAGES:
        texts = Texts(language.code)
        names |= {texts.gettext(title): id for id, title in known.items()}
        names |= {texts.compact(title): id for id, title in known.items()}
    return names


class Stakeholders:
    """The register as the target of an import. Rows are known by their own id, else by name and type."""

    name = "stakeholders"
    passage = mark("Stakeholders imported from a table")

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All fields of the register that a column can be imported into."""
        text = cells.text()
        name = cells.text(LONGEST_NAME, mark("This name is too long. Shorten it and put the rest into the note."))
        group = cells.choice(named(vocabulary.groups()), mark("This is no stakeholder group of the guidance's Tool 1."))
        form = cells.choice(named(vocabulary.FORMS), mark("Choose organization, group or role."), _FORM_NAMES)
        sphere = cells.choice(
            named(vocabulary.SPHERES), mark("Choose whether it belongs to government."), _SPHERE_NAMES
        )
        level = cells.choice(named(vocabulary.LEVELS), mark("Choose a level from the list."), _LEVEL_NAMES)
        return (
            Field(
                "name",
                mark("Name"),
                name,
                ("organisation", "organization", "stakeholder", "nom", "الاسم", "اسم"),
                required=True,
            ),
            Field("form", mark("Type"), form, ("kind", "nature", "النوع")),
            Field("kind", mark("Stakeholder group"), group, ("group", "category", "groupe", "catégorie", "الفئة")),
            Field(
                "abbreviation", mark("Abbreviation"), text, ("acronym", "short name", "sigle", "acronyme", "الاختصار")
            ),
            Field("reference", mark("Reference number"), text, ("id", "code", "ref", "identifiant", "الرقم", "المعرف")),
            Field("sphere", mark("Government or not"), sphere, ("sphere", "sphère", "government", "gouvernement")),
            Field("level", mark("Level"), level, ("scope", "niveau", "المستوى")),
            Field("sector", mark("Sector"), text, ("secteur", "القطاع")),
            Field("territory", mark("Territory"), cells.path, ("area", "location", "region", "territoire", "المنطقة")),
            Field("languages", mark("Languages"), cells.several(LANGUAGE_CODES), ("language", "langues", "اللغات")),
            Field(
                "underheard",
                mark("Under-heard groups it speaks for"),
                cells.several(named(vocabulary.UNDERHEARD)),
                ("represents", "represented groups", "groupes représentés", "الفئات الممثلة"),
            ),
            Field("role", mark("Role in migration governance"), text, ("rôle", "mandate", "mandat", "الدور")),
            Field("interest", mark("Interest"), text, ("interests", "intérêt", "الاهتمام")),
            Field("affected", mark("How it is affected"), text, ("impact", "affected", "التأثر")),
            Field("capacity_needs", mark("Capacity needs"), text, ("besoins de capacités", "الاحتياجات")),
            Field("conflicts", mark("Conflicts of interest"), text, ("conflits d’intérêts", "تضارب المصالح")),
            Field("note", mark("Note"), text, ("notes", "remarks", "comment", "remarques", "ملاحظات")),
            Field("tags", mark("Tags"), cells.several(), ("tag", "keywords", "mots-clés", "étiquettes", "الوسوم")),
        )

    def plan(self, session: Session, rows: Rows) -> Plan:
        """Compare by id, else by name and type. A territory that is known under one name only needs no country."""
        known = territories.everything(session)
        paths = {row: one.path for row, one in known.items()}
        if "territory" in rows.columns:
            rows = rows.having(territory=_named(territories.by_path(known), paths, rows.columns["territory"]))
        stored = _stored(session, paths) if len(rows) else Rows()
        return settle(rows, stored, _recognised, [("name", mark("There is no name in this row."))])

    def store(self, session: Session, progress: Progress, plan: Plan) -> None:
        """Write what is new and what changes, in bulk."""
        paths = territories.by_path(territories.everything(session))

        def ready(name: str, column: Sequence[Any]) -> Sequence[Any]:
            if name == "territory":
                return once(column, lambda path: territories.ensure(session, paths, path))
            if name in SEVERAL:
                return [None if value is None else "\n".join(value) for value in column]
            if name in _DEFAULTS and None in column:
                return [_DEFAULTS[name] if value is None else value for value in column]
            return column

        def columns(found: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
            return {_COLUMNS.get(name, name): ready(name, column) for name, column in found.items()}

        if len(plan.new):
            found = {name: plan.new.column(name) for name in (*plan.new.columns, *_DEFAULTS)}
            bulk.insert_columns(session, Stakeholder, columns(found), progress=progress)
        changes = [
            (
                row_id,
                {name: value for name, (value,) in columns({name: [value] for name, value in values.items()}).items()},
            )
            for row_id, values in plan.changed
        ]
        bulk.update(session, Stakeholder, changes, progress=progress, total=len(changes))


def _named(
    by_path: Mapping[tuple[str, ...], int], paths: Mapping[int, tuple[str, ...]], wanted: Sequence[tuple[str, ...]]
) -> list[tuple[str, ...] | None]:
    """The territories that are meant, as they are written already."""
    alone: dict[str, list[tuple[str, ...]]] = {}
    for row in by_path.values():
        alone.setdefault(fold(paths[row][-1]), []).append(paths[row])

    def meant(path: tuple[str, ...]) -> tuple[str, ...]:
        row = by_path.get(tuple(map(fold, path)))
        if row is not None:
            return paths[row]
        same_name = alone.get(fold(path[0]), []) if len(path) == 1 else []
        return same_name[0] if len(same_name) == 1 else path

    known = {path: meant(path) for path in set(wanted) if path}
    return [known.get(path) for path in wanted]


def _stored(session: Session, paths: Mapping[int, tuple[str, ...]]) -> Rows:
    names = [name for name in FIELDS if name not in {"territory_id", "archived"}]
    query = select(Stakeholder.id, Stakeholder.territory_id, *(getattr(Stakeholder, name) for name in names))
    found = session.execute(query.order_by(Stakeholder.archived, Stakeholder.id)).all()
    if not found:
        return Rows()
    ids, territory, *values = zip(*found, strict=True)
    columns: dict[str, Sequence[Any]] = dict(zip(names, values, strict=True))
    columns |= {name: [unpacked(value) for value in columns[name]] for name in SEVERAL}
    return Rows(ids, {**columns, "territory": [paths.get(row) for row in territory]})


def _recognised(rows: Rows) -> tuple[Keys, Keys]:
    """A name alone stands for an entry of any type; one that has an id is not taken for that of another id.

    A row with an id may be about an entry without one; a row that names no type, about one of any type.
    """
    names, forms = fold_all([name or "" for name in rows.column("name")]), rows.column("form")
    ids = [reference or None for reference in rows.column("reference")]
    known = list(zip(names, [form or "organisation" for form in forms], strict=True))
    asked = list(zip(names, ["organisation" if form is None else form for form in forms], strict=True))
    any_type = [name if form is None else None for name, form in zip(names, forms, strict=True)]
    known_by = {
        "id": ids,
        "type, no id": _where(known, ids, there=False),
        "name, no id": _where(names, ids, there=False),
        "type": known,
        "name": names,
    }
    looked_up_by = {
        "id": ids,
        "type, no id": _where(asked, ids),
        "type": _where(asked, ids, there=False),
        "name, no id": _where(any_type, ids),
        "name": _where(any_type, ids, there=False),
    }
    return known_by, looked_up_by


def _where(keys: Sequence[Hashable], ids: Sequence[str | None], *, there: bool = True) -> Sequence[Hashable]:
    """The keys of rows with an id, or of those without."""
    return [key if (id is None) != there else None for key, id in zip(keys, ids, strict=True)]
