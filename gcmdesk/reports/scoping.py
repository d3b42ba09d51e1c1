"""What a report is about, in words."""

from gcmdesk.i18n import Texts, mark
from gcmdesk.reports.section import Scope


def dates(scope: Scope, texts: Texts) -> str:
    """The days that a report is about; empty where it is about all."""
    first, last = scope.since, scope.until
    if first and last:
        return texts.gettext(mark("{first} to {last}")).format(first=texts.date(first), last=texts.date(last))
    if first:
        return texts.gettext(mark("since {day}")).format(day=texts.date(first))
    if last:
        return texts.gettext(mark("until {day}")).format(day=texts.date(last))
    return ""


def described(scope: Scope, texts: Texts) -> str:
    """All that a scope narrows, in one line."""
    parts = [dates(scope, texts)]
    if scope.consultations:
        n = len(scope.consultations)
        parts.append(texts.ngettext("{n} chosen session", "{n} chosen sessions", n).format(n=texts.number(n)))
    if scope.territories:
        n = len(scope.territories)
        parts.append(texts.ngettext("{n} chosen territory", "{n} chosen territories", n).format(n=texts.number(n)))
    if scope.objectives:
        numbers = texts.joined([texts.number(one) for one in sorted(scope.objectives)])
        parts.append(texts.gettext(mark("objectives {numbers}")).format(numbers=numbers))
    return "; ".join(part for part in parts if part) or texts.gettext(mark("the whole workspace"))
