"""A refusal is a sentence for the person who asked; everything else is a bug."""


class Refused(Exception):
    """The request cannot be done; `str(refusal)` is the sentence to show."""


class NotFound(Refused):
    """There is no such record, or none that this person may read: the same answer for both."""

    def __init__(self, noun: str = "record", named: str = "") -> None:
        what = f"{noun} {named}" if named else f"such {noun}"
        super().__init__(f"There is no {what} that you may read.")


class Stale(Refused):
    """Somebody else saved first: carries what they saved, so that both texts can be shown."""

    def __init__(self, sentence: str, theirs: object, version: int) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        self.version = version


class NeedsConfirmation(Refused):
    """Can be done, but only when the person says so: ask, then call again with `confirmed`."""


class StoreUnavailable(Refused):
    """The database is locked, gone, read-only or full: nothing was written, try again."""
