"""The form on a page of its own, without sign-in: for tests and measurements in the browser.

`streamlit run tests/browser/harness_form.py`; the address says which check (`id`), who acts (`as`)
and in which sign-in (`in`).
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import streamlit as st

from db.engine import reading
from db.models import Check, Person
from pages.ui.form import FormToFill, fill_in
from qa import clock
from qa.domain.actor import Actor, RoleHeld
from qa.domain.facts import CaseFacts
from qa.domain.known import NOTHING_KNOWN
from qa.domain.midways import is_midway
from qa.services import install
from qa.services.midways_beside import beside

ROLES = frozenset({RoleHeld("iro"), RoleHeld("reg44_visitor")})


def number(name: str) -> int | None:
    """A number in the address."""
    given = st.query_params.get(name)
    return int(given) if given else None


def person(session, person_id: int, sign_in_id: int | None) -> Actor:
    """Who acts."""
    name = session.get(Person, person_id).name
    now, today = clock.now(), clock.today()
    return Actor(person_id, name, ROLES, now, today, sign_in_id=sign_in_id)


def main() -> None:
    """Draw the form of the check in the address."""
    st.set_page_config(page_title="Form")
    with reading() as session:
        check = session.get(Check, number("id"))
        actor = person(session, number("as") or check.assignee_id, number("in"))
        form = install.form(session, check.form_id)

    known = NOTHING_KNOWN
    if is_midway(form.kind):
        known = beside(actor, check, form)
    fill_in(
        FormToFill(
            check_id=check.id,
            revision=check.revision,
            form=form,
            facts=CaseFacts.pinned(check.case_types, check.age_years),
            reader=actor,
            beside=lambda question: known.words.get(question.id, ""),
            offer=lambda question: known.offers.get(question.id),
        )
    )


main()
