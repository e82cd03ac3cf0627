"""Whether the store is there and of this program's version, in a sentence where it is not."""

import logging

from db import schema
from db.engine import GONE, database_url
from qa.domain.refusals import Refused

_sound: set[str] = set()
log = logging.getLogger(__name__)


def problem() -> str | None:
    """What stands in the way of using the store now; None where nothing does."""
    try:
        schema.require_current()
    except Refused as refusal:
        return str(refusal)
    except Exception:
        log.exception("the store could not be looked at")
        return GONE
    return None


def problem_at_start() -> str | None:
    """The same, asked again only until the store was once found sound: cheap on every run."""
    address = database_url()
    if address in _sound:
        return None
    found = problem()
    if found is None:
        _sound.add(address)
    return found
