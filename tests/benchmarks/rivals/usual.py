"""The usual Streamlit page: read the tables, cache, group, one chart each."""

import os
import sqlite3

import altair as alt
import pandas as pd
import streamlit as st

GRADES = {4: "Outstanding", 3: "Good", 2: "Requires improvement", 1: "Inadequate"}


@st.cache_data
def table(name: str) -> pd.DataFrame:
    with sqlite3.connect(os.environ["BENCH_DATABASE"]) as connection:
        return pd.read_sql(f'SELECT * FROM "{name}"', connection)


st.title("Trends")
checks = table("check")
answers = table("answer")
revisions = table("revision")
actions = table("action")
teams = table("team")

checks["submitted_on"] = pd.to_datetime(checks["submitted_on"])
last = checks["submitted_on"].max()
year = checks[checks["submitted_on"] > last - pd.DateOffset(years=1)]
year = year.merge(teams, left_on="team_id", right_on="id", suffixes=("", "_team"))
year["month"] = year["submitted_on"].dt.strftime("%Y-%m")
year["grade"] = year["final_grade"].map(GRADES)

st.header("Overall grades by month")
st.bar_chart(year.groupby(["month", "grade"]).size().unstack(fill_value=0))

st.header("Overall grades by team")
st.bar_chart(year.groupby(["name", "grade"]).size().unstack(fill_value=0))

st.header("Answers by domain and team")
issued = revisions[["id", "check_id"]].rename(columns={"id": "revision_id"})
given = (
    answers[["revision_id", "question", "value"]]
    .merge(issued, on="revision_id")
    .merge(year[["id", "name"]].rename(columns={"id": "check_id"}), on="check_id")
)
given["domain"] = given["question"].str[0]
positive = {"Y": 1.0, "P": 0.5, "N": 0.0, "O": 1.0, "G": 1.0, "RI": 0.0, "I": 0.0}
given["positive"] = given["value"].map(positive)
shares = given.dropna(subset="positive").groupby(["domain", "name"])["positive"].mean()
st.altair_chart(
    alt.Chart(shares.reset_index()).mark_rect().encode(x="domain", y="name", color="positive")
)

st.header("Critical questions answered No")
critical = ["A5", "B1", "B4", "C1", "D1", "E4", "F1", "G1", "H4"]
answered_no = given[given["question"].isin(critical) & (given["value"] == "N")]
st.bar_chart(answered_no.groupby("question").size())

st.header("Open actions by age")
still_open = actions[actions["status"] == "open"]
late = (pd.Timestamp.today() - pd.to_datetime(still_open["due_on"])).dt.days
bands = pd.cut(late, [-10_000, -7, 0, 14, 28, 10_000])
st.bar_chart(bands.astype(str).value_counts())
st.write("End of the usual page.")
