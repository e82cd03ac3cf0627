"""Where in a form one is: kept in the address, `section=B`, `section=check` or none."""

from urllib.parse import urlencode

import streamlit as st

from pages.ui.form_memory import FormToFill, memory

CHECK = "check"
TOP = ".st-key-form-top"


def section_in_address(form: FormToFill) -> str:
    """An id of a section, CHECK, or "" for the list of sections (and for what is not known)."""
    given = st.query_params.get("section", "")
    known = {section.id for section in form.form.sections} | {CHECK}
    return given if given in known else ""


def go(form: FormToFill, target: str) -> None:
    """Go to "" (the list), CHECK, a section "B", or a question "B/B2"."""
    section, _, question_id = target.partition("/")
    if section:
        st.query_params["section"] = section
    else:
        st.query_params.pop("section", None)
    memory(form).land(f".st-key-{anchor(question_id)}" if question_id else TOP)


def address(target: str) -> str:
    """The relative address of such a place."""
    section = target.partition("/")[0]
    kept = {name: st.query_params[name] for name in st.query_params if name != "section"}
    return "?" + urlencode({**kept, "section": section} if section else kept)


def anchor(question_id: str) -> str:
    """The key of a question's block, which Streamlit turns into a class."""
    return f"q-{question_id.replace('.', '-')}"
