"""Names of Open XML, and parsing of our own pieces of it."""

from functools import cache
from typing import Any

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())


@cache
def named(name: str, prefix: str = "w") -> str:
    """A name as lxml writes it: ``{namespace}name``."""
    return f"{{{SPACES[prefix]}}}{name}"


def attribute_of(element: Any, name: str) -> str:
    """An attribute of the main namespace; empty where there is none."""
    return str(element.get(named(name)) or "")


def wrapped(tag: str, inside: str) -> str:
    """A root element with all namespaces that our pieces use."""
    return f"<{tag} {_DECLARED}>{inside}</{tag}>"


def undeclared(text: str) -> str:
    """A piece without the declarations of namespaces that `wrapped` makes around it."""
    for prefix, space in SPACES.items():
        text = text.replace(f' xmlns:{prefix}="{space}"', "")
    return text


def parsed(text: str) -> Any:
    """The element of a piece of XML that has its namespaces (`wrapped`)."""
    from docx.oxml import parse_xml

    return parse_xml(text)


def written(element: Any) -> str:
    """An element as text."""
    from lxml import etree  # type: ignore[import-untyped]

    return str(etree.tostring(element, encoding="unicode"))
