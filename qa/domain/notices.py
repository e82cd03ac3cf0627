"""What people are told of by e-mail about challenges: a sentence and a link, nothing of a child."""

from collections.abc import Mapping
from typing import Any

KINDS = {
    "asked": "A challenge waits for your answer",
    "answered": "A challenge that you raised was answered",
    "no_answer": "A challenge that you raised was not answered in time",
    "closed": "A challenge that you were asked to answer is closed",
}
REFUSED = "refused"
"""How it was not sent: the mail server did not take the address."""
WITHOUT_ACCOUNT = {
    "asked": "Whoever raised it lets you read it. Reply to them, or to business support, who "
    "record your answer",
    "closed": "You need not reply",
}
"""What somebody who cannot sign in does about it; for every other kind `ELSEWHERE`."""
ELSEWHERE = "You cannot sign in at present: ask a practice manager about it"
FOOTER = (
    "This message holds no details on purpose. Sign in to read more. It was sent by the quality "
    "assurance service of your council; you need not reply to it."
)


def by_mail(values: Mapping[str, Any]) -> bool:
    """Whether notices go out by e-mail: there is a mail server, and an address for links."""
    return bool(values["smtp_host"] and values["app_address"])


def body(kind: str, link: str) -> str:
    """The text of the message: what it is about in a sentence, and where to look."""
    return f"{KINDS[kind]}.\n\n{link}\n\n{FOOTER}\n"


def place(app_address: str, challenge_id: int) -> str:
    """Where to look: its address, or where none is set its number on the screen of challenges."""
    return (
        address(app_address, challenge_id)
        or f"Challenge {challenge_id}: sign in and search for it under Challenges"
    )


def to_send_by_hand(kind: str, app_address: str, challenge_id: int, *, has_account: bool) -> str:
    """The words somebody copies: what it is about, then where to look or, for those who cannot
    sign in, what to do instead."""
    if has_account:
        return f"{KINDS[kind]}. {place(app_address, challenge_id)}"
    number = f"It is challenge {challenge_id}"
    return f"{KINDS[kind]}. {number}. {WITHOUT_ACCOUNT.get(kind, ELSEWHERE)}."


def address(app_address: str, challenge_id: int) -> str:
    """Where a challenge opens; '' where no address of the app is set."""
    stem = app_address.strip().rstrip("/")
    if not stem.lower().startswith(("https://", "http://")):
        return ""
    return f"{stem}/challenges?id={challenge_id}"
