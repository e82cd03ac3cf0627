"""Imports go one way, and each outside library has one home."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SKIPPED = ("tests", ".venv", "build", "data")

LAYERS = (
    ("dashboard",),
    ("pages", "qa.commands", "qa.__main__"),
    ("pages.ui",),
    ("qa.services",),
    ("qa.imports", "qa.reports", "qa.charts", "qa.stats"),
    ("db",),
    ("qa.domain",),
)
"""Top first: a module imports from its own layer or one below. `qa.clock` is open to all but the
domain, which is told the time."""
BESIDE = {
    "qa.imports": ("qa.reports", "qa.charts", "qa.stats"),
    "qa.reports": ("qa.imports",),
    "qa.charts": ("qa.imports", "qa.reports", "qa.stats"),
    "qa.stats": ("qa.imports", "qa.reports", "qa.charts"),
    "pages": ("qa.commands", "qa.__main__"),
}
"""Neighbours in one layer that do not know each other."""
HOMES = {
    "streamlit": ("pages", "dashboard"),
    "sqlalchemy": ("db",),
    "alembic": ("db",),
    "psycopg": ("db",),
    "altair": ("qa.charts",),
    "vl_convert": ("qa.charts",),
    "streamlit_authenticator": ("pages.ui.sign_in",),
    "holidays": ("qa.services.calendar",),
    "python_calamine": ("qa.imports",),
    "docx": ("qa.reports",),
    "typst": ("qa.reports.pdf",),
    "starlette": ("pages", "dashboard"),
}
DOMAIN_LIBRARIES = {"numpy"}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}


def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name, tests left out."""
    found = {}
    for path in ROOT.rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[0] not in SKIPPED:
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = path
    return found


MODULES = modules()


def imports(path: Path) -> Iterator[str]:
    """The dotted names a file imports; of `from a import b` both a and a.b."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(name: str) -> tuple[int, str] | None:
    """Where a module stands: the layer whose longest name it begins with."""
    homes = [
        (len(home), place, home)
        for place, row in enumerate(LAYERS)
        for home in row
        if name == home or name.startswith(f"{home}.")
    ]
    return max(homes)[1:] if homes else None


def under(name: str, homes: tuple[str, ...]) -> bool:
    return any(name == home or name.startswith(f"{home}.") for home in homes)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_only_what_stands_beside_or_below_it(name):
    mine = layer(name)
    if mine is None:
        return
    for imported in imports(MODULES[name]):
        theirs = layer(imported)
        if theirs is None or imported in ("pages", "qa", "db"):
            continue
        assert theirs[0] >= mine[0], f"{name} imports {imported}, which stands above it"
        assert theirs[1] not in BESIDE.get(mine[1], ()), f"{name} imports {imported} beside it"


@pytest.mark.parametrize("name", sorted(MODULES))
def test_each_library_stays_in_its_home(name):
    for imported in imports(MODULES[name]):
        homes = HOMES.get(imported.split(".")[0])
        assert homes is None or under(name, homes), f"{name} imports {imported}"


@pytest.mark.parametrize("name", [n for n in sorted(MODULES) if under(n, ("qa.domain",))])
def test_the_domain_imports_only_itself_the_standard_library_and_numpy(name):
    import sys

    for imported in imports(MODULES[name]):
        first = imported.split(".")[0]
        ours = imported == "qa" or under(imported, ("qa.domain",))
        assert ours or first in sys.stdlib_module_names or first in DOMAIN_LIBRARIES, imported


@pytest.mark.parametrize("name", [n for n in sorted(MODULES) if n != "qa.clock"])
def test_only_the_clock_reads_the_wall_clock(name):
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            base = node.func.value
            owner = base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")
            assert (owner, node.func.attr) not in CLOCKS, f"{name}, line {node.lineno}"


def test_every_layer_is_there():
    assert {layer(name) for name in MODULES} >= {(4, "qa.imports"), (5, "db"), (6, "qa.domain")}
