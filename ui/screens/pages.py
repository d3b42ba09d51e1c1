"""The pages of the screens that have several. A new page is one new module and one line here.

    PageEntry("register", mark("Stakeholder register"), "ui.screens.kick_off.register:RegisterPage"),

The class derives from `ui.screens.page.Page` (or `FormPage`, `ListDetailPage`) and is imported when it is first shown.
The page is then in the strip of its screen, in Ctrl+K, and in the automatic checks of every screen.
"""

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from gcmdesk.i18n import mark

if TYPE_CHECKING:
    from ui.screens.base import Context
    from ui.screens.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page before it is opened."""

    id: str
    title: str
    """In the strip, in Ctrl+K and above the page; marked, not translated."""
    source: str
    """``module:Class``."""
    needs_workspace: bool = True
    """Without one, the page says so and offers to begin."""
    passing: bool = False
    """Whether the user only passes through, so that the next start leads elsewhere."""
    reads: str = ""
    """The page of the Compact library that a page of guidance shows."""
    part: str = ""
    """The part of a large screen that it belongs to; marked. The strip then shows one part at a time."""

    def open(self, context: "Context") -> "Page":
        """Import the module and make the page."""
        module, name = self.source.split(":")
        page: Page = getattr(import_module(module), name)(context, self)
        return page


def _part(title: str, *pages: PageEntry) -> tuple[PageEntry, ...]:
    return tuple(replace(page, part=title) for page in pages)


def _guidance(step: int) -> PageEntry:
    title, source = mark("Guidance"), "ui.screens.step:GuidancePage"
    return PageEntry("guidance", title, source, needs_workspace=False, reads=f"step/{step}")


def _chapter(id: str, title: str) -> PageEntry:
    """A chapter of the user guide; what it says is in `ui.guide`."""
    return PageEntry(id, title, "ui.screens.guide:ChapterPage", needs_workspace=False, passing=True)


def _work(step: int) -> tuple[PageEntry, PageEntry]:
    """The pages that every step has at its end."""
    source, reads = "ui.screens.step_work", f"step/{step}"
    return (
        PageEntry("checklist", mark("Checklist"), f"{source}:ChecklistPage", reads=reads),
        PageEntry("questions", mark("Guiding questions"), f"{source}:QuestionsPage", reads=reads),
    )


_K = "ui.screens.kick_off"
KICK_OFF = (
    PageEntry("register", mark("Stakeholder register"), f"{_K}.register:RegisterPage"),
    PageEntry("duplicates", mark("Duplicates"), f"{_K}.duplicates:DuplicatesPage"),
    PageEntry("influence", mark("Influence and interest"), f"{_K}.influence:InfluencePage"),
    PageEntry("relations", mark("Relations"), f"{_K}.relations:RelationsPage"),
    PageEntry("missing", mark("Who is missing"), f"{_K}.missing:MissingPage"),
    PageEntry("engagement", mark("Engagement plan"), f"{_K}.engagement:EngagementPage"),
    PageEntry("set-up", mark("Institutional set-up"), f"{_K}.set_up:SetUpPage"),
    PageEntry("awareness", mark("Awareness raising"), f"{_K}.awareness:AwarenessPage"),
    PageEntry("initiatives", mark("Initiatives"), f"{_K}.initiatives:InitiativesPage"),
    PageEntry("stocktaking", mark("Who does what"), f"{_K}.stocktaking:StocktakingPage"),
    PageEntry("territories", mark("Territories"), f"{_K}.territories:TerritoriesPage"),
    PageEntry("import", mark("Import a table"), f"{_K}.importing:ImportPage"),
    *_work(1),
    _guidance(1),
)

_N = "ui.screens.needs"
NEEDS = (
    *_part(
        mark("Consultations"),
        PageEntry("programme", mark("Programme"), f"{_N}.programme:ProgrammePage"),
        PageEntry("sessions", mark("Sessions"), f"{_N}.sessions:SessionsPage"),
        PageEntry("guides", mark("Guides"), f"{_N}.guides:GuidesPage"),
        PageEntry("capture", mark("Live capture"), f"{_N}.capture:CapturePage"),
        PageEntry("check", mark("Check and close"), f"{_N}.check:CheckPage"),
        PageEntry("notes", mark("Notes"), f"{_N}.notes:NotesPage"),
        PageEntry("key-in", mark("Key in paper"), f"{_N}.key_in:KeyInPage"),
        PageEntry("import", mark("Import notes"), f"{_N}.note_import:NoteImportPage"),
    ),
    *_part(
        mark("Evidence"),
        PageEntry("codebook", mark("Code book"), f"{_N}.codebook:CodeBookPage"),
        PageEntry("coding", mark("Coding"), f"{_N}.coding:CodingPage"),
        PageEntry("autocode", mark("Code by search"), f"{_N}.autocode:AutocodePage"),
        PageEntry("agreement", mark("Agreement"), f"{_N}.agreement:AgreementPage"),
        PageEntry("matrix", mark("Themes and groups"), f"{_N}.matrix:MatrixPage"),
        PageEntry("words", mark("Words"), f"{_N}.word_counts:WordsPage"),
        PageEntry("evidence", mark("Evidence"), f"{_N}.evidence:EvidencePage"),
        PageEntry("search", mark("Search"), f"{_N}.search:SearchPage"),
    ),
    *_part(
        mark("Priorities"),
        PageEntry("criteria", mark("Criteria"), f"{_N}.criteria:CriteriaPage"),
        PageEntry("raters", mark("Raters"), f"{_N}.raters:RatersPage"),
        PageEntry("benchmark", mark("Benchmark"), f"{_N}.benchmark:BenchmarkPage"),
        PageEntry("rounds", mark("Rounds"), f"{_N}.rounds:RoundsPage"),
        PageEntry("assessment", mark("Assessment"), f"{_N}.assessment:AssessmentPage"),
        PageEntry("voting", mark("Voting"), f"{_N}.voting:VotingPage"),
        PageEntry("result", mark("Result"), f"{_N}.result:ResultPage"),
        PageEntry("interplay", mark("Interplay"), f"{_N}.interplay:InterplayPage"),
        PageEntry("processes", mark("Other processes"), f"{_N}.processes:ProcessesPage"),
        PageEntry("decision", mark("The decision"), f"{_N}.decision:DecisionPage"),
        PageEntry("validation", mark("Validation"), f"{_N}.validation:ValidationPage"),
    ),
    *_part(mark("Guidance"), *_work(2), _guidance(2)),
)

DESIGN = (_guidance(3), *_work(3))

IMPLEMENT = (_guidance(4), *_work(4))

MONITOR = (_guidance(5), *_work(5))

_R = "ui.screens.reports"
REPORT = (
    *_part(
        mark("Reports"),
        PageEntry("reports", mark("Reports"), f"{_R}.listing:ReportsPage"),
        PageEntry("words", mark("Own words"), f"{_R}.words:WordsPage"),
        PageEntry("recommendations", mark("Recommendations"), f"{_R}.recommendations:RecommendationsPage"),
        PageEntry("preview", mark("Preview"), f"{_R}.preview:PreviewPage"),
        PageEntry("hand-over", mark("Check and hand over"), f"{_R}.handing:HandOverPage"),
        PageEntry("sent", mark("Sent reports"), f"{_R}.sent:SentReportsPage"),
        PageEntry("past", mark("As it was sent"), f"{_R}.past:PastReportPage"),
    ),
    *_part(mark("Guidance"), *_work(6), _guidance(6)),
)

_P = "ui.screens.protection"
PROTECTION = (
    PageEntry("compliance", mark("Compliance"), f"{_P}.compliance:CompliancePage"),
    PageEntry("oversight", mark("Oversight"), f"{_P}.oversight:OversightPage"),
    PageEntry("notices", mark("Notices"), f"{_P}.notices:NoticesPage"),
    PageEntry("people", mark("People"), f"{_P}.people:PeoplePage"),
    PageEntry("consent", mark("Ask for consent"), f"{_P}.consent:ConsentPage"),
    PageEntry("transfers", mark("Transfers"), f"{_P}.transfers:TransfersPage"),
    PageEntry("limits", mark("Release limits"), f"{_P}.limits:LimitsPage"),
    PageEntry("paper", mark("Paper records"), f"{_P}.paper:PaperPage"),
    PageEntry("retention", mark("Retention"), f"{_P}.retention:RetentionPage"),
    PageEntry("requests", mark("Requests"), f"{_P}.requests:RequestsPage"),
    PageEntry("incidents", mark("Incidents"), f"{_P}.incidents:IncidentsPage"),
    PageEntry("undertakings", mark("Undertakings"), f"{_P}.undertakings:UndertakingsPage"),
    PageEntry(
        "principles",
        mark("Principles"),
        "ui.screens.protection.principles:PrinciplesPage",
        needs_workspace=False,
        reads="tool/5",
    ),
)

_W = "ui.screens.workspace"
WORKSPACE = (
    PageEntry("", mark("Workspace"), f"{_W}.overview:OverviewPage", needs_workspace=False),
    PageEntry("new", mark("New workspace"), f"{_W}.new:NewPage", needs_workspace=False, passing=True),
    PageEntry("open", mark("Open a workspace"), f"{_W}.open:OpenPage", needs_workspace=False, passing=True),
    PageEntry("sheet", mark("Recovery sheet"), f"{_W}.sheet:SheetPage", needs_workspace=False, passing=True),
    PageEntry("restore", mark("Restore a backup"), f"{_W}.restore:RestorePage", needs_workspace=False, passing=True),
    PageEntry("passphrase", mark("Change the passphrase"), f"{_W}.passphrase:PassphrasePage", passing=True),
    PageEntry("history", mark("History"), f"{_W}.history:HistoryPage"),
)
"""Entered through their own commands and buttons, hence without a strip."""

GUIDE = (
    _chapter("start", mark("First start")),
    _chapter("workspace", mark("Your workspace")),
    _chapter("stakeholders", mark("Who must be heard")),
    _chapter("before", mark("Before the first session")),
    _chapter("capture", mark("Taking notes")),
    _chapter("consent", mark("Quotes and consent")),
    _chapter("first", mark("Which objectives first")),
    _chapter("report", mark("The report")),
    _chapter("hand-over", mark("Handing over")),
    _chapter("every-day", mark("Every day")),
)
