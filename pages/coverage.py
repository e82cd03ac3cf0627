"""Drawn by its owner."""

from pages.ui.page import guard

actor = guard("coverage")
