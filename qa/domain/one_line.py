"""What people type into a one-line box, made fit to keep."""


def one_line(typed: str, longest: int = 200) -> str:
    """Without control characters, with single spaces, cut at `longest` characters."""
    printable = "".join(letter if letter.isprintable() else " " for letter in typed)
    return " ".join(printable.split())[:longest]
