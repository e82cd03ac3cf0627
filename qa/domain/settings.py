"""Every setting: its key, its default, its unit, and what it is for."""

from dataclasses import dataclass

from qa.domain.refusals import Refused


@dataclass(frozen=True)
class SettingRule:
    """One setting. `kind` is int, share (0 to 1) or text; limits bound a number."""

    key: str
    words: str
    default: int | float | str
    kind: str
    unit: str = ""
    least: float = 0
    most: float = 10_000


RULES = (
    SettingRule(
        "session_idle_minutes",
        "Signed out after this long without use",
        30,
        "int",
        "minutes",
        5,
        120,
    ),
    SettingRule(
        "session_absolute_hours",
        "Signed out after this long in any case",
        10,
        "int",
        "hours",
        1,
        24,
    ),
    SettingRule(
        "trusted_proxies", "Addresses of proxies whose forwarded address is believed", "", "text"
    ),
    SettingRule(
        "moderation_share", "Share of other audits drawn for moderation", 0.2, "share", "", 0, 1
    ),
    SettingRule("moderation_seed", "Seed of the moderation draw", "moderation", "text"),
    SettingRule(
        "critical_after_working_days",
        "Critically overdue after",
        10,
        "int",
        "working days late",
        1,
        60,
    ),
    SettingRule("due_soon_within_working_days", "Due soon within", 5, "int", "working days", 1, 60),
    SettingRule(
        "case_number_pattern",
        "What a case number looks like (a regular expression)",
        r"[A-Za-z0-9][A-Za-z0-9/_.-]{0,59}",
        "text",
    ),
    SettingRule(
        "case_system_address",
        "Address that opens a child in the case system ({case_number} stands for it)",
        "",
        "text",
    ),
    SettingRule("address_pattern_label", "Name of the case system", "the case system", "text"),
    SettingRule(
        "small_number",
        "Counts under this are suppressed in anything that leaves",
        5,
        "int",
        "",
        0,
        20,
    ),
    SettingRule(
        "leaving_share_needs_confirmation",
        "More than this share leaving a list at once asks for confirmation",
        0.05,
        "share",
        "",
        0,
        1,
    ),
    SettingRule(
        "midway_tolerance_working_days",
        "A midway review is on time up to this long after the middle",
        10,
        "int",
        "working days",
        0,
        60,
    ),
    SettingRule(
        "caseload_low",
        "Caseload guide for a full-time IRO, from",
        50,
        "int",
        "children",
        1,
        500,
    ),
    SettingRule(
        "caseload_high",
        "Caseload guide for a full-time IRO, to",
        70,
        "int",
        "children",
        1,
        500,
    ),
    SettingRule(
        "app_address",
        "Address of this app, for links in e-mail (https://...)",
        "",
        "text",
    ),
    SettingRule(
        "unsent_kept_days",
        "What was typed and not sent is kept for",
        30,
        "int",
        "days",
        1,
        365,
    ),
    SettingRule("smtp_host", "Mail server for notices (empty: none are sent)", "", "text"),
    SettingRule("smtp_port", "Port of the mail server", 25, "int", "", 1, 65_535),
    SettingRule("smtp_sender", "E-mail address that notices come from", "", "text"),
)
BY_KEY = {rule.key: rule for rule in RULES}


def parsed(key: str, text: str) -> int | float | str:
    """The typed value, or a refusal in words."""
    rule = BY_KEY[key]
    if rule.kind == "text":
        return text
    try:
        value = int(text) if rule.kind == "int" else float(text)
    except ValueError:
        raise Refused(f"{rule.words}: enter a number.") from None
    if not rule.least <= value <= rule.most:
        raise Refused(f"{rule.words}: enter a number from {rule.least:g} to {rule.most:g}.")
    return value
