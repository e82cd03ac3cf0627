"""What a screen says, and pressing its buttons: for tests of pages."""

KINDS = ("title", "subheader", "markdown", "caption", "info", "warning", "error", "success")


def words(screen) -> str:
    """Everything the screen says."""
    said = [element.value for kind in KINDS for element in getattr(screen, kind)]
    said += [box.label for box in screen.expander]
    return "\n".join(said)


def press(screen, label: str):
    """Press the button with this label; the screen after it."""
    [button] = [each for each in screen.button if each.label == label]
    return button.click().run()


def links(screen) -> list[str]:
    """The words of every link to a record or a screen."""
    return [each.proto.label for each in screen.get("page_link")]


def html(screen) -> str:
    """The tables and lists that are HTML of our own."""
    return "\n".join(each.proto.body for each in screen.get("html"))
