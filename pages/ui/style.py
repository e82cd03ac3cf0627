"""The little styling that the theme cannot say, for every screen."""

import streamlit as st

CSS = """<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-expiry) { position: absolute; }
.st-key-expiry { position: fixed; inset: auto 0 0 0; z-index: 1000010; width: 100%; gap: 0; }
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] {
  padding: 0; background: none; height: auto; max-width: 100%;
}
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] * {
  color: light-dark(#1d70b8, #8ab8e6); text-decoration: underline; text-underline-offset: 0.15em;
  white-space: normal; overflow: visible; font-size: 1rem; font-weight: 400; line-height: 1.35;
}
[data-testid="stMain"] [data-testid="stPageLink-NavLink"]:hover * {
  text-decoration-thickness: 3px;
}
[data-testid^="stBaseButton-primary"] p { color: light-dark(#ffffff, #0b0c0c); }
[data-testid^="stBaseButton-primary"]:is(:hover, :active) {
  background-color: light-dark(#005a30, #63c493);
}
[data-testid^="stBaseButton"]:disabled {
  background-color: light-dark(#f3f2f1, #1f2224); border: 1px dashed light-dark(#505a5f, #9ba3a8);
}
[data-testid^="stBaseButton"]:disabled p { color: light-dark(#505a5f, #b1b4b6); }
[data-testid="stLayoutWrapper"]:has(> .st-key-said) {
  position: sticky; top: 0.5rem; z-index: 100; max-height: 30vh; overflow: auto;
  background-color: light-dark(#ffffff, #0b0c0c); border: 1px solid light-dark(#505a5f, #9ba3a8);
}
[data-testid="stApp"]:has([data-testid="stExpandSidebarButton"])
  [data-testid="stLayoutWrapper"]:has(> .st-key-said) { top: 4.5rem; }
[data-testid="stMain"]:has(.st-key-said) { scroll-padding-top: 14rem; }
[data-testid="stApp"] a:focus-visible, [data-testid="stApp"] summary:focus-visible {
  outline: 3px solid #0b0c0c; outline-offset: 0; background-color: #ffdd00; color: #0b0c0c;
  box-shadow: none; border-radius: 0;
}
[data-testid="stApp"] :is(a, summary):focus-visible :is(p, span, svg) { color: #0b0c0c; }
[data-testid="stElementToolbar"] button:focus-visible {
  outline: 3px solid light-dark(#0b0c0c, #ffdd00); background-color: #ffdd00; color: #0b0c0c;
}
[data-testid="stApp"] :is([data-testid^="stBaseButton"], [data-testid="stExpandSidebarButton"],
  [data-testid="stSidebarCollapseButton"] button):focus-visible {
  outline: 3px solid light-dark(#0b0c0c, #ffdd00); outline-offset: 2px; box-shadow: none;
}
[data-testid="stMain"]:focus-visible { outline: 3px solid light-dark(#0b0c0c, #ffdd00);
  outline-offset: -3px; }
[data-testid="stSidebar"][data-collapsed="true"] { visibility: hidden; }
[data-testid="stMain"] [data-testid="stWidgetLabel"] p { font-weight: 600; font-size: 1rem; }
[data-testid="stMain"] :is([data-testid="stCheckbox"], [data-testid="stRadioOption"])
  [data-testid="stWidgetLabel"] p { font-weight: 400; }
[data-testid="stMain"] :is([data-testid="stTextInputRootElement"],
  [data-testid="stTextAreaRootElement"], [data-testid="stNumberInputContainer"],
  [data-testid="stDateInputField"], [data-testid="stTimeInput"] [role="group"],
  .react-aria-ComboBox > [role="group"]) { background: transparent; border-width: 2px; }
[data-testid="stMain"] :is([data-testid="stTextInputRootElement"], .react-aria-ComboBox,
  [data-testid="stNumberInputContainer"]) input,
[data-testid="stMain"] [data-testid="stDateInputField"] span { font-size: 1rem; }
[data-testid="stExpandSidebarButton"]::after { content: "Menu"; padding-left: 0.375rem; }
[data-testid="stExpandSidebarButton"] { width: auto; padding: 0 0.5rem; font-weight: 600; }
.qa-table caption, .qa-coverage caption {
  position: sticky; left: 0; max-width: calc(100vw - 3rem); white-space: normal;
}
.demonstration { margin: 0; padding: 0.25rem 0.75rem; border-left: 5px solid #1d70b8; }
</style>"""


def put() -> None:
    """Put the styles on the page."""
    st.html(CSS)
