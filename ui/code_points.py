"""Places in a text: the core counts Unicode code points, Qt counts UTF-16 units."""


def units(text: str, point: int) -> int:
    """The place before the code point `point` as Qt counts it."""
    return point + sum(character > "\uffff" for character in text[:point])


def point(text: str, unit: int) -> int:
    """The place that Qt counts as `unit`, in code points; inside a character, the place before it."""
    if text.isascii():
        return min(unit, len(text))
    here = 0
    for place, character in enumerate(text):
        here += 2 if character > "\uffff" else 1
        if here > unit:
            return place
    return len(text)
