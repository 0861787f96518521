"""A passage as Markdown that can be pasted into a note or a briefing: quoted word for word, with its citation."""

from db.markup.escaping import escaped, escaped_line


def quotation(words: str, key: str) -> str:
    """Words in quotation marks with `[@key]` behind them; a quoted block when they are more than one paragraph."""
    if "\n" not in words:
        return f"“{escaped(words)}” [@{key}]"
    lines = (f"> {escaped_line(line)}".rstrip() for line in words.split("\n"))
    return "\n".join(lines) + f" [@{key}]"
