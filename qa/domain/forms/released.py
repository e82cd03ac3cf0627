"""The forms that ship with the program: `qa/forms/<name>/v<version>.toml`, frozen by digest."""

import tomllib
from functools import cache
from pathlib import Path

from qa.domain.forms.loader import load_form
from qa.domain.forms.model import Form
from qa.domain.refusals import NotFound

FOLDER = Path(__file__).parents[2] / "forms"


@cache
def released_digests() -> dict[tuple[str, str], str]:
    """(name, version) → digest at release, as `qa/forms/released.toml` holds it."""
    listed = tomllib.loads((FOLDER / "released.toml").read_text(encoding="utf-8"))
    return {
        (name, version): digest
        for name, versions in listed.items()
        for version, digest in versions.items()
    }


def form_text(name: str, version: str) -> str:
    """The TOML of a released version, as it is in the file. Raises NotFound."""
    if (name, version) not in released_digests():
        raise NotFound("form")
    return (FOLDER / name / f"v{version}.toml").read_text(encoding="utf-8")


@cache
def released_forms() -> tuple[Form, ...]:
    """Every released version, in the order of `released.toml`."""
    return tuple(
        load_form(form_text(name, version), where=f"{name}/v{version}.toml")
        for name, version in released_digests()
    )
