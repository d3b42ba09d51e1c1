"""The user guide as data: what F1 shows and what `make guide` writes for the README, from the same words and pictures.

Labels and keys stand in the sentences as placeholders: a label is the program's own string and so is never out of date,
a key is checked against the commands. The pictures are taken by `tools.guide` while it walks through the program as a
new user does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gcmdesk import i18n, paths
from gcmdesk.i18n import isolate, mark
from ui.screens.pages import GUIDE

KEYS = {
    "key_find": ("palette", "Ctrl+K"),
    "key_keys": ("keys", "Ctrl+/"),
    "key_kick_off": ("go-kick-off", "Ctrl+1"),
    "key_needs": ("go-needs", "Ctrl+2"),
    "key_report": ("go-report", "Ctrl+6"),
    "key_protection": ("go-protection", "Ctrl+7"),
    "key_next": ("next-page", "Ctrl+Tab"),
    "key_main": ("main-action", "Ctrl+Shift+N"),
    "key_undo": ("undo", "Ctrl+Z"),
    "key_lock": ("lock", "Ctrl+L"),
    "key_part": ("next-pane", "F6"),
    "key_back": ("back", "Alt+Left"),
    "key_guide": ("go-guide", "F1"),
}
"""Keys by their placeholder: the command, and its keys in Qt's notation."""

_PRIORITIES = (
    "criteria", "raters", "benchmark", "rounds", "assessment", "voting", "result", "interplay", "processes", "decision",
    "validation",
)  # fmt: skip
"""Pages of the second step about what comes first."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the real window; its file is ``resources/guide/<language>/<name>.png``."""

    name: str
    told: str
    """What it shows, for those who do not see it; marked."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do."""

    text: str
    """Marked, with placeholders for labels and keys."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Placeholders with the strings of the program that they stand for."""
    picture: Picture | None = None
    """Shown below it."""

    def said(self, texts: i18n.Texts) -> str:
        """The sentences in a language."""
        named = {name: isolate(texts.gettext(label)) for name, label in self.labels.items()}
        return texts.gettext(self.text).format(**named, **{name: isolate(keys) for name, (_id, keys) in KEYS.items()})


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the way."""

    id: str
    """Of its page, which has the title."""
    why: str
    steps: tuple[Step, ...]
    places: tuple[str, ...]
    """Beginnings of the places that it is about."""

    @property
    def title(self) -> str:
        """Marked."""
        return next(page.title for page in GUIDE if page.id == self.id)


CHAPTERS = (
    Chapter(
        "start",
        mark("gcmdesk greets you once. Whatever you choose here can be changed later."),
        (
            Step(
                mark("Choose your language with the arrow keys. The window changes at once."),
                picture=Picture("first-start", mark("The first page: languages, and the ways to begin")),
            ),
            Step(
                mark("Press Tab until “{new}” is marked, then Space. All of it can also be done with the mouse."),
                {"new": mark("New workspace…")},
            ),
            Step(
                mark("To try things out first, choose “{sample}”: everything in it is invented."),
                {"sample": mark("Sample workspace")},
            ),
        ),
        ("home", "settings"),
    ),
    Chapter(
        "workspace",
        mark("A workspace is one encrypted file. It holds everything, from the first name to the report."),
        (
            Step(mark("Look at the name and the folder of the file, and change them if you like.")),
            Step(
                mark("Type a passphrase twice, or let “{suggest}” make one of six words."),
                {"suggest": mark("Suggest a passphrase")},
                Picture("new-workspace", mark("A new workspace: where the file lies, and its passphrase")),
            ),
            Step(
                mark("Press “{create}”. The encryption is slow on purpose, so that guessing is slow as well."),
                {"create": mark("Create")},
            ),
            Step(
                mark(
                    "Print the recovery sheet, or write it down by hand, and keep it under lock. Without the "
                    "passphrase and without the sheet, nobody can open the file."
                ),
                picture=Picture("sheet", mark("The recovery sheet with its thirteen groups")),
            ),
            Step(
                mark("Choose “{paper}” and type the groups from the paper. With the last one the workspace opens."),
                {"paper": mark("I have it on paper")},
            ),
        ),
        ("workspace",),
    ),
    Chapter(
        "stakeholders",
        mark("Invitations, notes and the question of who is still missing all go back to the register."),
        (
            Step(
                mark("Press {key_kick_off} for step 1. Its first page is the register; Enter begins the first entry.")
            ),
            Step(
                mark("Type the name of an organization or a group. Tab leads to its group; the arrow keys choose it.")
            ),
            Step(
                mark("Press Enter: the entry is saved, and the line is empty for the next name."),
                picture=Picture("register", mark("The register with ten entries, and the line below for the next one")),
            ),
            Step(mark("What else you know goes into the fields beside the list. Each is saved when you leave it.")),
            Step(
                mark("A list that you have as a spreadsheet comes in on the page “{table}”, after a trial run."),
                {"table": mark("Import a table")},
            ),
        ),
        ("kick-off",),
    ),
    Chapter(
        "before",
        mark("Nobody can be asked for consent before two offices are named and a notice is ready. Once is enough."),
        (
            Step(
                mark("Press {key_protection}, then {key_next} for “{oversight}”. Name both offices."),
                {"oversight": mark("Oversight")},
            ),
            Step(
                mark("{key_next} leads on to “{notices}”. Enter takes the drafts in English, French and Arabic."),
                {"notices": mark("Notices")},
                Picture("notices", mark("The notices, with the words that are read out")),
            ),
            Step(
                mark("Press {key_needs}, then {key_next} for “{sessions}”. Enter plans the first session."),
                {"sessions": mark("Sessions")},
            ),
            Step(
                mark("Give it a title, a place and its languages. Agenda, invitations and headcount can follow."),
                picture=Picture("session", mark("A session with its plan")),
            ),
        ),
        ("needs/programme", "needs/sessions", "needs/guides", "protection"),
    ),
    Chapter(
        "capture",
        mark("One line, Enter, next. A note is on the disk before the line is empty again."),
        (
            Step(
                mark("Under {key_needs}, open the page “{capture}”. You can type at once."),
                {"capture": mark("Live capture")},
            ),
            Step(
                mark(
                    "Begin with @ and the first letters of who speaks; Tab completes the name. It holds until "
                    "somebody else speaks. A name that is not in the register yet is taken into it."
                )
            ),
            Step(
                mark("Where you can, add # with the number of an objective, and ! with a kind: !{kind}."),
                {"kind": mark("Need")},
            ),
            Step(
                mark(
                    "When another language is spoken, step back with Shift+Tab and choose it. A field for a "
                    "translation appears."
                ),
                picture=Picture("capture", mark("Live capture: notes, what was heard so far, and the line")),
            ),
            Step(
                mark("{key_main} leads to “{check}”: what is still open is mended there. Then it closes the session."),
                {"check": mark("Check and close")},
            ),
        ),
        ("needs",),
    ),
    Chapter(
        "consent",
        mark("Nobody’s exact words leave without a yes. Each person is asked once, and the note is saved before."),
        (
            Step(mark("Begin a note with a quotation mark, and it is kept word for word.")),
            Step(
                mark(
                    "A bar asks whose words they are; {key_part} leads into it. Go on writing if the moment is wrong: "
                    "it is asked again later."
                ),
                picture=Picture("quote", mark("The bar that asks whose words a quote is")),
            ),
            Step(
                mark("Choose “{ask}”, read the notice out, and tick each answer."),
                {"ask": mark("Ask a person who is not recorded")},
                Picture("consent", mark("The answers of one person, and who witnessed them")),
            ),
            Step(
                mark(
                    "Type who witnessed it, and press Enter. The person is recorded under an invented name; a real one "
                    "is not needed."
                )
            ),
            Step(
                mark("Whoever thinks better of it is found under “{people}”, where consent is withdrawn in one step."),
                {"people": mark("People")},
            ),
        ),
        ("protection/people", "protection/consent", "protection/notices"),
    ),
    Chapter(
        "first",
        mark("All 23 objectives are looked at by the same principles, so that none is chosen or dropped by chance."),
        (
            Step(
                mark("Press {key_find}, type “{assessment}” and press Enter. Enter once more begins."),
                {"assessment": mark("Assessment")},
            ),
            Step(
                mark("Type a digit from 0 to 5 in each field. What the digits mean stands beside the grid."),
                picture=Picture("assessment", mark("The grid of scores, with the question of the field beside it")),
            ),
            Step(mark("An objective that is not for this time is set aside there, with the reason.")),
            Step(
                mark("“{result}” shows the order, the ranks that are possible, and how far the raters agree."),
                {"result": mark("Result")},
                Picture("result", mark("The order of the objectives, and how solid it is")),
            ),
        ),
        tuple(f"needs/{page}" for page in _PRIORITIES),
    ),
    Chapter(
        "report",
        mark("It is made of what the workspace holds, as often as you like, in English, French or Arabic."),
        (
            Step(mark("Press {key_report}, and Enter for a new report.")),
            Step(
                mark(
                    "Choose what it is, its language, and who receives it. What this reader may not see stays out by "
                    "itself."
                ),
                picture=Picture("report", mark("A report: its sections, its recipient, its purpose")),
            ),
            Step(
                mark("“{look}” shows it as its reader will see it."),
                {"look": mark("Look at it")},
                Picture("preview", mark("The preview of the report")),
            ),
            Step(
                mark("What only you can say, such as recommendations, is written on the page “{words}”."),
                {"words": mark("Own words")},
            ),
        ),
        ("report",),
    ),
    Chapter(
        "hand-over",
        mark("Before anything leaves, one page shows what goes to whom, and what is held back and why."),
        (
            Step(
                mark("In the preview, {key_main} leads to “{hand_over}”."),
                {"hand_over": mark("Check and hand over")},
            ),
            Step(
                mark("Read “{open}” and “{withheld}” before you go on."),
                {"open": mark("Open points"), "withheld": mark("What is withheld, and why")},
                Picture("hand-over", mark("What leaves, what is withheld, and the ways out")),
            ),
            Step(
                mark(
                    "“{mail}” makes a message with the report in it and opens your mail program; you send it yourself. "
                    "“{word}” makes the file alone."
                ),
                {"mail": mark("Write an e-mail…"), "word": mark("Save the Word file…")},
            ),
            Step(
                mark("Everything that left has a number under “{transfers}”, with its day and its recipient."),
                {"transfers": mark("Transfers")},
            ),
        ),
        ("report/hand-over", "report/sent", "protection/transfers"),
    ),
    Chapter(
        "every-day",
        mark("A few keys that hold on every page."),
        (
            Step(
                mark("{key_find} finds any page, person, note or command; {key_keys} lists all keys."),
                picture=Picture("find", mark("The list that finds and does everything")),
            ),
            Step(mark("There is nothing to save. {key_undo} takes the last change back and says which it was.")),
            Step(mark("{key_part} goes from one part of the window to the next, {key_back} back to the page before.")),
            Step(mark("{key_lock} locks the window when you leave the table. After a while it locks itself.")),
            Step(
                mark("Backups lie in a folder beside the file; “{backup}” makes a fresh one. Carry a copy elsewhere."),
                {"backup": mark("Make a backup now")},
            ),
            Step(mark("{key_guide} opens this guide at the chapter that fits the page in front of you.")),
        ),
        ("library",),
    ),
)


def chapter(id: str) -> Chapter:
    """The chapter with this id; the first one where there is none."""
    return next((one for one in CHAPTERS if one.id == id), CHAPTERS[0])


def fitting(place: str) -> Chapter:
    """The chapter about a place: the one that names it most exactly, else the first."""
    named = [
        (len(beginning), one) for one in CHAPTERS for beginning in one.places if f"{place}/".startswith(f"{beginning}/")
    ]
    return max(named, key=lambda pair: pair[0])[1] if named else CHAPTERS[0]


def file(picture: Picture, code: str) -> Path:
    """Where the picture of the window in a language lies."""
    return paths.resource("guide", code, f"{picture.name}.png")
