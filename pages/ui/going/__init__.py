"""Going on to a record that was just made, on another screen, so that Back leads back.

`st.switch_page` with an address of its own leaves an entry in the browser's history that has the
page one was on with the address one goes to: another record. A link that is followed does not.
"""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import streamlit as st

from pages.ui.screens import BY_KEY

_HERE = Path(__file__).parent


@functools.cache
def _component() -> Callable[..., Any]:
    js = (_HERE / "going.js").read_text("utf-8")
    return st.components.v2.component("qa_going", js=js)


def go(screen: str, label: str, query: Mapping[str, str], *, instead: bool = False) -> None:
    """Draw a link to a screen and follow it at once; `instead` of this page, as if one had never
    been here. Ends the run."""
    with st.container(key="going"):
        st.page_link(str(BY_KEY[screen].file), label=label, query_params=dict(query))
    _component()(key="going-on", data={"turn": uuid4().hex, "instead": instead})
    st.stop()
