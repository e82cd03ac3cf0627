"""The council's mail server: one message at a time, secrets from the environment only."""

import os
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import make_msgid, parseaddr
from typing import Any

from qa.domain.one_line import one_line
from qa.domain.refusals import Refused

SECONDS, IMPLICIT_TLS = 20, 465
ADDRESS = re.compile(r"""[^\s@<>()\[\]\\,;:"]+@\w[\w.-]*""")
LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Server:
    """Where mail goes out. User and passphrase: QA_SMTP_USER and QA_SMTP_PASSWORD."""

    host: str
    port: int
    sender: str


def server(values: dict[str, Any]) -> Server | None:
    """The mail server of the settings; None where none is set."""
    host, sender = str(values["smtp_host"]).strip(), str(values["smtp_sender"]).strip()
    if not host:
        return None
    if not is_address(parseaddr(sender)[1]):
        raise Refused("Set the e-mail address that notices come from (smtp_sender).")
    return Server(host, int(values["smtp_port"]), sender)


def is_address(typed: str) -> bool:
    """Whether a text is one plain e-mail address, without a name beside it."""
    return typed.isprintable() and ADDRESS.fullmatch(typed) is not None


@contextmanager
def connected(to: Server) -> Iterator[smtplib.SMTP]:
    """A connection, encrypted where the server can; a passphrase never goes over a plain one."""
    try:
        with _opened(to) as smtp:
            _sign_in(smtp, to)
            yield smtp
    except (OSError, UnicodeError, smtplib.SMTPException) as error:
        raise Refused(
            f"The mail server {to.host}, port {to.port}, could not be used "
            f"({type(error).__name__}). What was not sent stays on the list."
        ) from error


def _opened(to: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if to.port == IMPLICIT_TLS:
        return smtplib.SMTP_SSL(to.host, to.port, timeout=SECONDS, context=context)
    smtp = smtplib.SMTP(to.host, to.port, timeout=SECONDS)
    smtp.ehlo()
    if smtp.has_extn("starttls"):
        smtp.starttls(context=context)
        smtp.ehlo()
    return smtp


def _sign_in(smtp: smtplib.SMTP, to: Server) -> None:
    user = os.environ.get("QA_SMTP_USER", "")
    if not user:
        return
    if not isinstance(smtp.sock, ssl.SSLSocket) and to.host not in LOCAL:
        raise Refused("The mail server offers no encryption, so no passphrase is sent to it.")
    smtp.login(user, os.environ.get("QA_SMTP_PASSWORD", ""))


def send(smtp: smtplib.SMTP, sender: str, to: str, subject: str, text: str) -> bool:
    """Send one message; False where this is no address or the server does not take it."""
    if not is_address(to):
        return False
    message = EmailMessage()
    message["From"], message["To"] = one_line(sender), one_line(to, 254)
    message["Subject"] = one_line(subject)
    message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2])
    message.set_content(text)
    try:
        return not smtp.send_message(message)
    except (
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPDataError,
        smtplib.SMTPNotSupportedError,
    ):
        return False
