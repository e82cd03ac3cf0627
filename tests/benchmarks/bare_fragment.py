"""A bare Streamlit page: one fragment, whose callback commits one row by the driver alone."""

import os
import sqlite3

import streamlit as st

PATH = os.environ["BENCH_DATABASE"]


def commit() -> None:
    """Store the choice, durably."""
    connection = sqlite3.connect(PATH, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("UPDATE bench SET words = ? WHERE id = 1", (st.session_state["choice"],))
    connection.close()


@st.fragment
def question() -> None:
    """One question."""
    with st.container(key="q-A1"):
        st.radio("Question", ["Yes", "Partly", "No"], index=None, key="choice", on_change=commit)


question()
