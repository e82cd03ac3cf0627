"""One challenge in a list: whose, where it stands, how pressing it is."""

from pages.ui.lists import entry
from pages.ui.my_work import TONES
from pages.ui.tables import as_words
from qa.domain.challenge_words import in_short, named
from qa.domain.words import format_date, joined
from qa.services.challenge_lists import Row

SCREEN = "challenges"


def row(found: Row) -> None:
    """Where it is opened, with its facts."""
    entry(title(found), SCREEN, {"id": str(found.id)}, facts(found))


def title(found: Row) -> str:
    """'Challenge 250, child L-2001: waiting for an answer (Team manager)'."""
    about = f"{'child' if len(found.children) == 1 else 'children'} {joined(found.children)}"
    state = found.status_words[0].lower() + found.status_words[1:]
    stage = f" ({found.stage})" if found.stage and found.late else ""
    return f"{named(found.kind, found.id)}, {about}: {state}{stage}"


def facts(found: Row) -> str:
    """How late, who is asked, which kind, themes, team, whose."""
    late = ""
    if found.group is not None and found.next_on is not None:
        said = f"{found.late_words[:1].upper()}{found.late_words[1:]}"
        late = f":{TONES[found.group]}[**{said}**], {format_date(found.next_on)}"
    begun = "shared" if found.kind == "good_practice" else "raised"
    parts = [
        late,
        as_words(found.kind_words),
        f"asked: {as_words(found.asked)}" if found.status == "open" and found.asked else "",
        f"{begun} {format_date(found.raised_on)}" if found.raised_on else "",
        found.outcome.lower() if found.closed_on else "",
        f"with Cafcass since {format_date(found.cafcass_on)}" if found.cafcass_on else "",
        as_words(in_short(found.themes)),
        as_words(found.team),
        f"held by {as_words(found.holder)}" if found.holder else "",
        as_words(found.partner),
    ]
    return " · ".join(part for part in parts if part)
