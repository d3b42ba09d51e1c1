"""What is typed into forms and tables, as far as Qt's own signals go."""

from PySide6.QtCore import QCoreApplication


def leave(form: object, **values: object) -> None:
    """Type into fields of a form and leave them."""
    for name, value in values.items():
        field = form.fields[name]
        field.show_value(value)
        field.dirty = True
        field.left.emit()
    QCoreApplication.processEvents()


def cell(table: object, row: int, column: str, typed: str) -> str:
    """Type into a cell; returns why it was not saved."""
    records = table.records
    made = next(one for one in records.columns if one.id == column)
    why = made.editor.save(records.record(row), typed)
    QCoreApplication.processEvents()
    return why or ""


def texts(table: object, column: str) -> list[str]:
    """What a column shows."""
    records = table.records
    made = next(one for one in records.columns if one.id == column)
    return [made.text(records.record(row)) for row in range(len(records.ids))]
