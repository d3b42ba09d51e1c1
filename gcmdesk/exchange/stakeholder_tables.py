"""Tables of stakeholders: what their columns are called, and how their rows are recognised and stored."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from gcmdesk.exchange import cells
from gcmdesk.exchange.cells import Field
from gcmdesk.exchange.imports import Plan, ReadRow, Values, settle
from gcmdesk.folding import fold
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

    def plan(self, session: Session, rows: Sequence[ReadRow]) -> Plan:
        """Compare by id, else by name and type. A territory that is known under one name only needs no country."""
        known = territories.everything(session)
        paths = {row: one.path for row, one in known.items()}
        by_path = {path: paths[row] for path, row in territories.by_path(known).items()}
        alone: dict[str, list[tuple[str, ...]]] = {}
        for path in by_path.values():
            alone.setdefault(fold(path[-1]), []).append(path)
        for row in rows:
            wanted = row.values.get("territory")
            if wanted:
                same_name = alone.get(fold(wanted[0]), []) if len(wanted) == 1 else []
                only = same_name[0] if len(same_name) == 1 else wanted
                row.values["territory"] = by_path.get(tuple(map(fold, wanted)), only)
        stored = _stored(session, paths) if rows else {}
        return settle(rows, stored, _known_by, _looked_up_by, [("name", mark("There is no name in this row."))])

    def store(self, session: Session, progress: Progress, plan: Plan) -> None:
        """Write what is new and what changes, in bulk."""
        paths = territories.by_path(territories.everything(session))

        def columns(values: Values) -> Values:
            ready = {name: "\n".join(value) if name in SEVERAL else value for name, value in values.items()}
            if "territory" in ready:
                ready["territory_id"] = territories.ensure(session, paths, ready.pop("territory"))
            return ready

        wanted = tuple(dict.fromkeys(name for row in plan.new for name in row.values))
        names = tuple("territory_id" if name == "territory" else name for name in wanted)
        names += tuple(name for name in ("kind", "form") if name not in names)
        defaults = {"kind": "", "form": "organisation"}
        new = [{**defaults, **columns(row.values)} for row in plan.new]
        total = len(plan.new) + len(plan.changed)
        tuples = (tuple(row.get(name) for name in names) for row in new)
        if new:
            bulk.insert(session, Stakeholder, names, tuples, progress=progress, total=total)
        changes = [(row_id, columns(row.values)) for row_id, row in plan.changed]
        bulk.update(session, Stakeholder, changes, progress=progress, total=len(changes))


def _stored(session: Session, paths: Mapping[int, tuple[str, ...]]) -> dict[int, Values]:
    names = [name for name in FIELDS if name not in {"territory_id", "archived"}]
    query = select(Stakeholder.id, Stakeholder.territory_id, *(getattr(Stakeholder, name) for name in names))
    found: dict[int, Values] = {}
    for row_id, territory, *values in session.execute(query.order_by(Stakeholder.archived, Stakeholder.id)):
        row: Values = dict(zip(names, values, strict=True))
        row |= {name: unpacked(row[name]) for name in SEVERAL}
        row["territory"] = paths.get(territory)
        found[row_id] = row
    return found


def _known_by(values: Values) -> list[object]:
    """A name alone stands for an entry of any type; one that has an id is not taken for that of another id."""
    name, form, reference = fold(values["name"]), values.get("form") or "organisation", values.get("reference")
    keys: list[object] = [("name", name, form), ("name", name)]
    return [("id", reference), *keys] if reference else [("without id", name, form), ("without id", name), *keys]


def _looked_up_by(values: Values) -> list[object]:
    name, reference = fold(values.get("name", "")), values.get("reference")
    what = "without id" if reference else "name"
    keys: list[object] = [(what, name, values.get("form", "organisation"))]
    if "form" not in values:
        keys.append((what, name))
    return [("id", reference), *keys] if reference else keys
