"""What tests of the pages of challenges read and follow."""

import json
from urllib.parse import parse_qsl

from pages.ui.challenge_start import GOING_ON
from tests.pages.conftest import open_page
from tests.pages.reading import words as raw_words

NOT_THERE = "There is no such challenge that you may read."


def words(screen):
    """What the screen says, as people see it."""
    return raw_words(screen).replace("\\", "")


def box(challenge_id, name, part="text"):
    return f"move-{challenge_id}-{name}-{part}"


def labels(screen):
    return {each.label for each in screen.button}


def texts(screen):
    """What each box that saves while one types was given to show, by its label."""
    shown = [json.loads(each.proto.json) for each in screen.get("bidi_component")]
    return {each["label"]: each for each in shown if "label" in each}


def in_order(screen):
    """What stands on the page from top to bottom, labels of boxes too."""
    said = [
        str(getattr(each.proto, "body", "") or getattr(each, "label", ""))
        for each in screen.main
        if getattr(each, "proto", None) is not None
    ]
    return "\n".join(said).replace("\\", "")


def gone_on(screen):
    """The challenge that a page leads on to, once the browser has followed the link."""
    [link] = [each.proto for each in screen.get("page_link") if each.proto.label == GOING_ON]
    return open_page(link.page, **dict(parse_qsl(link.query_string)))
