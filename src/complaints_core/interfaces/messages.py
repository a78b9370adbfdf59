"""Message ids: English sentences that a catalogue turns into the reader's language."""


def _(message: str) -> str:
    """Mark an English sentence for extraction; `{name}` placeholders are filled after translation."""
    return message
