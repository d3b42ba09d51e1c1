"""Gettext catalogues: `python -m tools.catalogs update | compile | check`.

`update` collects every translatable string of the code (domain gcmdesk) and of the reference data (domain compact) into
the catalogues, keeping translations. `compile` writes the binary files. `check` fails on anything stale, missing or
wrong.
"""

import argparse
import json
import re
import string
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import c2py
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from gcmdesk.compact.library import TRANSLATED_KEYS
from gcmdesk.i18n import ARABIC_PLURALS, COMPACT, DOMAINS, ENGLISH, LANGUAGES, PROGRAM

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "mark": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""Catalogues carry no real date, so that an update without changes changes nothing."""


def catalogue_path(code: str, domain: str) -> Path:
    """Where the catalogue of one language and domain lies."""
    return ROOT / "translations" / code / "LC_MESSAGES" / f"{domain}.po"


def _program_messages() -> Iterator[tuple[str, str | tuple[str, ...], list[str], str | None]]:
    for folder in ("gcmdesk", "ui"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            found = extract_from_file("python", path, keywords=KEYWORDS, comment_tags=["Translators:"])
            for _line, message, comments, context in found:
                yield path.relative_to(ROOT).as_posix(), message, comments, context


def _texts_in(node: object, *, translated: bool = False) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _texts_in(value, translated=key in TRANSLATED_KEYS)
    elif isinstance(node, list):
        for value in node:
            yield from _texts_in(value, translated=translated)
    elif translated and isinstance(node, str):
        yield node


def _compact_messages() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "resources" / "compact").glob("*.json")):
        for text in _texts_in(json.loads(path.read_text(encoding="utf-8"))):
            yield path.relative_to(ROOT).as_posix(), text


def template(domain: str) -> Catalog:
    """All messages of a domain as they stand in the sources now."""
    catalogue = Catalog(project="gcmdesk", version="", charset="utf-8", creation_date=_EPOCH)
    if domain == PROGRAM:
        for source, message, comments, context in _program_messages():
            catalogue.add(message, locations=[(source, 0)], auto_comments=comments, context=context)
    else:
        for source, text in _compact_messages():
            catalogue.add(text, locations=[(source, 0)])
    return catalogue


def read(code: str, domain: str) -> Catalog:
    """The catalogue of one language as it is on disk; a new one where there is none."""
    path = catalogue_path(code, domain)
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=code, domain=domain)
    return Catalog(locale=code, domain=domain, creation_date=_EPOCH)


def write(catalogue: Catalog, code: str, domain: str) -> None:
    """Write a catalogue in its canonical form."""
    if code == "ar":
        catalogue.mime_headers = [("Plural-Forms", ARABIC_PLURALS)]
    catalogue.creation_date = catalogue.revision_date = _EPOCH
    catalogue.header_comment = f"# gcmdesk: {domain} in {code}"
    catalogue.last_translator = catalogue.language_team = "gcmdesk"
    catalogue.msgid_bugs_address = ""
    catalogue.fuzzy = False
    catalogue.obsolete.clear()
    path = catalogue_path(code, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, omit_header=False, sort_by_file=True, include_lineno=False)


def update() -> None:
    """Bring every catalogue up to the sources."""
    for domain in DOMAINS:
        current = template(domain)
        for code in _translated_codes():
            catalogue = read(code, domain)
            catalogue.update(current, no_fuzzy_matching=True)
            write(catalogue, code, domain)


def compile_all() -> None:
    """Write the binary catalogue beside every source catalogue."""
    for domain in DOMAINS:
        for code in _translated_codes():
            path = catalogue_path(code, domain)
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read(code, domain))


def _translated_codes() -> list[str]:
    return [language.code for language in LANGUAGES if language is not ENGLISH]


def _key(message: Message) -> tuple[str | None, str | tuple[str, ...]]:
    return message.context, message.id if isinstance(message.id, str) else tuple(message.id)


def placeholders(text: str) -> set[str]:
    """Names in braces in a message."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def _forms_for_one_number(catalogue: Catalog) -> set[int]:
    """Plural forms that serve a single number, and whose text may therefore leave the number out: “two notes”."""
    served = Counter(map(c2py(catalogue.plural_expr), range(1000)))
    return {form for form, numbers in served.items() if numbers == 1}


def _message_problems(message: Message, catalogue: Catalog) -> Iterator[str]:
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    targets = list(message.string or ()) if message.pluralizable else [str(message.string or "")]
    if message.fuzzy:
        yield "unsure"
    if not all(targets) or (message.pluralizable and len(targets) != catalogue.num_plurals):
        yield "not translated"
        return
    free_of_number = _forms_for_one_number(catalogue) if message.pluralizable else set()
    for form, target in enumerate(targets):
        try:
            allowed, used = set.union(*map(placeholders, sources)), placeholders(target)
        except ValueError:
            yield "broken braces"
            continue
        optional = {"n", "count"} if form in free_of_number else set()
        if used - allowed or (allowed - optional) - used:
            yield "wrong placeholders"
        if target.startswith((" ", "\n")) != sources[0].startswith((" ", "\n")) or target.endswith(" "):
            yield "stray space"
        if re.search(r"[\u064B-\u0652]", target):
            yield "harakat"


def problems(code: str, domain: str) -> list[str]:
    """Everything that is wrong with one catalogue, a line each."""
    catalogue = read(code, domain)
    wanted = {_key(message) for message in template(domain) if message.id}
    held = {_key(message): message for message in catalogue if message.id}
    where = catalogue_path(code, domain).relative_to(ROOT)
    found = [f"{where}: missing: {key[1]}" for key in sorted(wanted - held.keys(), key=str)]
    found += [f"{where}: no longer used: {key[1]}" for key in sorted(held.keys() - wanted, key=str)]
    for key, message in held.items():
        found += [f"{where}: {problem}: {key[1]}" for problem in _message_problems(message, catalogue)]
    if code == "ar" and ARABIC_PLURALS not in catalogue.plural_forms.replace("(", "").replace(")", ""):
        found.append(f"{where}: plural rule is not the pinned one: {catalogue.plural_forms}")
    return found


def check() -> int:
    """Print every problem of every catalogue; the exit code is 1 when there is one."""
    found = [line for domain in DOMAINS for code in _translated_codes() for line in problems(code, domain)]
    found += [f"empty domain {domain}" for domain in (PROGRAM, COMPACT) if not len(template(domain))]
    print("\n".join(found) if found else "All catalogues are complete.")
    if found:
        print("Run 'make catalogs', then translate what is missing.")
    return 1 if found else 0


def main() -> int:
    """Command-line entry."""
    parser = argparse.ArgumentParser(prog="tools.catalogs")
    parser.add_argument("what", choices=["update", "compile", "check"])
    what = parser.parse_args().what
    if what == "check":
        return check()
    (update if what == "update" else compile_all)()
    return 0


if __name__ == "__main__":
    sys.exit(main())
