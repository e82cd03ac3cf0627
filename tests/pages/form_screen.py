"""The form on a page of its own, in AppTest: what the tests of forms share."""

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

from db.models import InstalledVersion
from qa.domain.forms import digest
from tests.services import filling, makers

HARNESS = Path(__file__).parents[1] / "browser" / "harness_form.py"


def open_form(draft: filling.Draft, section: str = "", sign_in_id: int | None = None) -> AppTest:
    """A new session that has the form open at a section."""
    screen = AppTest.from_file(str(HARNESS), default_timeout=20)
    screen.query_params["id"] = str(draft.check_id)
    screen.query_params["as"] = str(draft.person_id)
    screen.query_params["in"] = str(sign_in_id or draft.sign_in_id)
    return go(screen, section)


def go(screen: AppTest, section: str) -> AppTest:
    """The same session at another section."""
    if section:
        screen.query_params["section"] = section
    screen.run()
    assert not screen.exception, screen.exception[0].value
    return screen


def component(screen: AppTest, key: str) -> dict:
    """What a component of ours was given to show."""
    for found in screen.get("bidi_component"):
        if found.key == key:
            return json.loads(found.proto.json)
    raise AssertionError(f"no component {key}")


def box(screen: AppTest, question: str, place: str = "value") -> dict:
    """What a text box was given to show."""
    return component(screen, f"answer-{screen.query_params['id'][0]}.1-{question}-{place}")


def words(screen: AppTest) -> str:
    """All the HTML of the page, less its styles."""
    every = [found.proto.body for found in screen.get("html")]
    return "".join(body for body in every if not body.startswith("<style>"))


def form_of(questions: str) -> int:
    """A form of one section, installed; its id."""
    text = (
        'name = "short_form"\nversion = "1"\ntitle = "Short form"\nkind = "case_audit"\n'
        'outcome = ["A1"]\n[[sections]]\nid = "A"\ntitle = "Only section"\n' + questions
    )
    row = InstalledVersion(
        kind="form", name="short_form", number=1, digest=digest(text), body=text,
        effective_from=makers.START, installed_at=makers.NOW,
    )  # fmt: skip
    return makers.made(row)


def question(number: int, kind: str = "yes_no_partly_na", more: str = "") -> str:
    """A question of that form."""
    return (
        f'[[sections.questions]]\nid = "A{number}"\ntext = "Question {number}?"\n'
        f'type = "{kind}"\nrequired = true\nguidance = "Look at the file."\n{more}\n'
    )
