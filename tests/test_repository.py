"""The repository as a newcomer finds it."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from qa.domain.forms import digest, released_digests
from qa.domain.forms.released import FOLDER

ROOT = Path(__file__).parents[1]
PAGES = ("administrators", "users", "developers")


def listed() -> list[Path]:
    """Every file under version control that is there."""
    done = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail("git is needed to list the files of the repository")
    return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def test_the_two_commands_and_those_beside_them_are_there():
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("run", "test", "bench", "lint"):
        assert re.search(rf"^{target}:", made, re.MULTILINE), target


def test_the_readme_leads_to_a_page_for_each_reader():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme and "make test" in readme
    for page in PAGES:
        assert f"docs/{page}.md" in readme
        assert (ROOT / "docs" / f"{page}.md").is_file()


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{page}.md" for page in PAGES)])
def test_what_a_page_points_to_is_there(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert ((ROOT / page).parent / target).exists(), f"{page}: {target}"
    for path in re.findall(r"`((?:qa|db|pages|tests)/[\w/.<>*-]+)`", text):
        plain = re.sub(r"<\w+>", "*", path.rstrip("/"))
        assert list(ROOT.glob(plain)), f"{page}: {path}"


def test_every_form_file_is_released_and_unchanged():
    files = {(p.parent.name, p.stem[1:]): p for p in FOLDER.glob("*/v*.toml")}
    for key, path in files.items():
        made = digest(path.read_text(encoding="utf-8"))
        assert key in released_digests(), f"add to released.toml, [{key[0]}]: {key[1]} = {made!r}"
    assert set(files) == set(released_digests())
    for (name, version), kept in released_digests().items():
        text = (FOLDER / name / f"v{version}.toml").read_text(encoding="utf-8")
        assert digest(text) == kept, f"{name} version {version} changed after its release"


def test_every_requirement_is_pinned():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            wanted = line.split("#")[0].strip()
            assert (
                not wanted
                or wanted.startswith("-r ")
                or re.fullmatch(r"[\w\[\]-]+==[\d.]+", wanted)
            )


def test_nothing_that_is_made_is_kept():
    for path in listed():
        assert path.suffix not in (".db", ".pyc", ".sqlite"), path
        assert path.relative_to(ROOT).parts[0] not in ("data", "build"), path


def test_no_file_names_a_place_on_somebodys_machine():
    places = re.compile(r"(?<![\w.$])/(?:work|home|Users|root)/\w")
    for path in listed():
        if path.suffix in (".py", ".md", ".toml", ".txt", ".js", ".css", "") and path != Path(
            __file__
        ):
            found = places.search(path.read_text(encoding="utf-8", errors="ignore"))
            assert not found, f"{path}: {found and found[0]}"


def test_modules_stay_small_enough_to_read():
    for path in listed():
        if path.suffix == ".py" and "migrations" not in path.parts:
            lines = len(path.read_text(encoding="utf-8").splitlines())
            assert lines <= (1000 if path.name.startswith("test_") else 420), f"{path}: {lines}"


def test_the_tools_read_one_file_of_settings():
    assert set(tomllib.loads((ROOT / "pyproject.toml").read_text())) == {"tool"}
