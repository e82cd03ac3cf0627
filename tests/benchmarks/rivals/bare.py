"""A bare Streamlit page, run with the same settings."""

import streamlit as st

st.title("Bare")
st.write("Nothing but this sentence.")
