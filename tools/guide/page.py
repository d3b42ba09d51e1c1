"""The guide as Markdown, for those who read it where the program is not: the README links it."""

from gcmdesk.i18n import Texts
from ui.guide import CHAPTERS, Chapter

TITLE = "User guide"
_ISOLATES = str.maketrans("", "", "\u2068\u2069")


def markdown(texts: Texts) -> str:
    """The whole guide in one language; its pictures lie in a folder of the language's code beside it."""
    contents = [
        f"{texts.number(number)}. [{texts.gettext(one.title)}](#{one.id})" for number, one in enumerate(CHAPTERS, 1)
    ]
    parts = [
        f"# gcmdesk: {texts.gettext(TITLE)}",
        "\n".join(contents),
        *(_chapter(number, one, texts) for number, one in enumerate(CHAPTERS, 1)),
    ]
    whole = "\n\n".join(parts)
    if texts.language.right_to_left:
        return f'<div dir="rtl">\n\n{whole}\n\n</div>\n'
    return whole.translate(_ISOLATES) + "\n"


def _chapter(number: int, chapter: Chapter, texts: Texts) -> str:
    lines = [
        f'<a id="{chapter.id}"></a>',
        f"## {texts.number(number)}. {texts.gettext(chapter.title)}",
        texts.gettext(chapter.why),
    ]
    for count, step in enumerate(chapter.steps, 1):
        lines.append(f"{count}. {step.said(texts)}")
        if step.picture:
            told = texts.gettext(step.picture.told)
            lines.append(f"   ![{told}]({texts.language.code}/{step.picture.name}.png)")
    return "\n\n".join(lines)
