"""A plainly fictional Annex A workbook: to try an import with, for tests and for the benchmarks."""

import io
import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import xlsxwriter

from qa.imports.annex_a_columns import LISTS, annex_lists, code_texts
from qa.imports.dates import EXCEL_EPOCH
from qa.imports.sample_children import Child, make_children

TEAMS = tuple(
    f"{place} team (fictional)"
    for place in (
        "Alder", "Beech", "Cedar", "Damson", "Elder", "Fir",
        "Gorse", "Hazel", "Ivy", "Juniper", "Larch", "Maple",
    )
)  # fmt: skip

GENDERS = ("a) Male", "b) Female", "c) Not stated/recorded", "d) Neither")
ETHNICITIES = ("a) WBRI", "d) WOTH", "f) MWBC", "j) AIND", "k) APKN", "o) BAFR", "r) OOTH")
BEFORE = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)")
DISABILITY = "Does the Child have a Disability"
POSTCODE = "Placement postcode"

Row = dict[str, object]


def fictional_annex_a(
    children: int,
    *,
    seed: int,
    as_at: date,
    teams: Sequence[str] = TEAMS,
    faults: int = 0,
) -> bytes:
    """An .xlsx with lists 6 to 9 under Ofsted's headers; the same arguments give the same bytes.

    `teams`: names to spread the children over. `faults`: so many rows of list 6 get a mistake
    that an import refuses (an impossible date, an unknown code, an end before its start, no id).
    """
    chance = random.Random(seed)
    made = make_children(children, chance, as_at, tuple(teams))
    return workbook_of(made, chance, faults=faults)


def workbook_of(
    children: Sequence[Child],
    chance: random.Random,
    *,
    faults: int = 0,
    later_columns: bool = False,
) -> bytes:
    """An .xlsx with lists 6 to 9 of these children; `later_columns`: with those added by 2024."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": "Fictional data only", "created": datetime(2000, 1, 1)})  # noqa: DTZ001
    styles = {
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "head": book.add_format({"bold": True, "text_wrap": True}),
    }
    for number in LISTS:
        rows = [_row(number, child, chance) for child in children if number in child.facts]
        if number == LISTS[0]:
            _spoil(rows, faults)
        names = headers(number, later_columns=later_columns)
        _write(book.add_worksheet(f"List {number}"), names, rows, styles)
    book.close()
    return out.getvalue()


def headers(number: int, *, later_columns: bool = False) -> list[str]:
    """Ofsted's headers of one list, in Ofsted's order (2019)."""
    columns = annex_lists()[number].columns
    own = [c.header for c in columns[5:] if later_columns or not c.optional]
    team = ["Allocated Team", "Allocated Worker"]
    if number == 9:
        return [*BEFORE, DISABILITY, *team, *own]
    if number == 8:
        own.insert(1, DISABILITY)
        own.insert(own.index("URN of Placement"), POSTCODE)
        return [*BEFORE, *own, *team]
    return [*BEFORE, DISABILITY, *own, *team]


def _row(number: int, child: Child, chance: random.Random) -> Row:
    row: Row = {
        "Child Unique ID": child.case_number,
        "Gender": chance.choice(GENDERS[:2]) if child.age != -1 else GENDERS[2],
        "Ethnicity": chance.choice(ETHNICITIES),
        "Date of Birth": child.born_on,
        "Age of Child (Years)": child.age,
        DISABILITY: "a) Yes" if chance.random() < 0.12 else "b) No",
        "Allocated Team": child.team,
        "Allocated Worker": child.worker,
    }
    for column in annex_lists()[number].columns[5:]:
        value = child.facts[number].get(column.field)
        row[column.header] = code_texts(column.codes)[value] if column.codes and value else value
    if number == 8:
        row[POSTCODE] = "ZZ99 3CZ"  # the pseudo postcode for "not known"
    return row


def _spoil(rows: list[Row], faults: int) -> None:
    mistakes: list[Callable[[Row], None]] = [
        lambda row: row.update({"CIN Start Date": "31/02/2026"}),
        lambda row: row.update({"Primary Need Code": "N77 - No such need"}),
        lambda row: row.update({"CIN Closure Date": date(2001, 1, 1)}),
        lambda row: row.update({"Child Unique ID": None}),
    ]
    faults = min(faults, len(rows))
    for place in range(faults):
        mistakes[place % len(mistakes)](rows[-1 - place * (len(rows) // faults)])


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, names: list[str], rows: list[Row], styles: dict
) -> None:
    for at, name in enumerate(names):
        sheet.write_string(0, at, name, styles["head"])
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(names) - 1, 16)
    for line, row in enumerate(rows, start=1):
        for at, name in enumerate(names):
            value = row[name]
            if isinstance(value, str):
                sheet.write_string(line, at, value)
            elif isinstance(value, date):
                days = (value - EXCEL_EPOCH) // timedelta(days=1)
                sheet.write_number(line, at, days, styles["date"])
            elif value is not None:
                sheet.write_number(line, at, value)
