"""What the accessibility statement says, as a list of shortfalls and a few paragraphs."""

import streamlit as st

STANDARD = """
This service is meant to be used by everybody who works with it: by keyboard alone, with a screen
reader, with text at 400 %, on a small screen, without telling colours apart.

The standard is the Web Content Accessibility Guidelines 2.2 at level AA, as the Public Sector
Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 ask of councils.
The service is **partly compliant**: what is known to fall short is listed below.
"""
KNOWN = (
    (
        "Marks in charts cannot be reached by keyboard",
        "2.1.1 Keyboard",
        "Under every chart stand its figures as a table, and the records behind each of them.",
    ),
    (
        "Small buttons of the date picker are below 24 pixels",
        "2.5.8 Target size",
        "A date can be typed, as day, month and year.",
    ),
    (
        "The page's title is read late after a change of screen",
        "2.4.3 Focus order",
        "Each screen begins with its heading; the browser's tab names the screen.",
    ),
    (
        "A part of the screen that was refreshed is not always announced",
        "4.1.3 Status messages",
        "What was done stands at the top of the page and stays there until the next step.",
    ),
    (
        "On a narrow screen, opening the menu does not move the keyboard into it",
        "2.4.3 Focus order",
        "Press Shift and Tab to reach the menu; My work leads to everything that waits.",
    ),
    (
        "Long chart titles are cut on a narrow screen",
        "1.4.10 Reflow",
        "Titles are short, and the sentence beside the chart says the same.",
    ),
)
MEANWHILE = """
If something here keeps you from your work, you need not use it to get your work done: ask
business support to read a record out, to send it as a Word document (headings and tables are
marked up for screen readers), or to record a reply or a finished action on your behalf.
"""
REPORT = """
Tell your administrator what you were doing, on which screen, and with what (a screen reader, the
keyboard, magnification). You can expect an answer within 5 working days.

If you are not content with the answer, the Equality Advisory and Support Service advises on what
to do next. The Equality and Human Rights Commission enforces the regulations.
"""
TESTED = """
The screens are checked with axe in a real browser whenever the program changes, wide and narrow,
light and dark, and in part by keyboard alone. People who use assistive technology have not tested
it yet.
"""
PARTS = (
    ("What to do meanwhile", MEANWHILE),
    ("How to report a problem", REPORT),
    ("How it was tested", TESTED),
)


def draw() -> None:
    """The statement."""
    st.markdown(STANDARD)
    st.subheader("What is known to fall short", anchor=False)
    st.markdown("These come from the platform the service is built on.")
    st.markdown("\n".join(f"- **{what}** ({rule}). {instead}" for what, rule, instead in KNOWN))
    for title, text in PARTS:
        st.subheader(title, anchor=False)
        st.markdown(text)
