"""The colours of paper, ink and thread, by role, in light and in dark."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inks:
    """One set of colours, each as `#RRGGBB`.

    `thread` marks the current thing, links and origins, at most a few places on a screen; marks are for
    excerpts, always with an underline or a sign in the margin as well.
    """

    window: str
    surface: str
    sunken: str
    line: str
    text: str
    muted: str
    thread: str
    thread_soft: str
    selection: str
    warning: str
    warning_ground: str
    on_thread: str
    amber: str
    blue: str
    green: str
    rose: str
    violet: str
    amber_line: str
    blue_line: str
    green_line: str
    rose_line: str
    violet_line: str

    @property
    def marks(self) -> tuple[str, ...]:
        """The grounds of excerpts, in the order in which they are used."""
        return (self.amber, self.blue, self.green, self.rose, self.violet)

    @property
    def mark_lines(self) -> tuple[str, ...]:
        """The lines under excerpts, in the same order."""
        return (self.amber_line, self.blue_line, self.green_line, self.rose_line, self.violet_line)


LIGHT = Inks(
    window="#F4F2EE",
    surface="#FFFFFF",
    sunken="#EBE8E2",
    line="#DDD8CF",
    text="#22201C",
    muted="#6B665E",
    thread="#A3303B",
    thread_soft="#F6E4E4",
    selection="#F1E3E0",
    warning="#9A5B00",
    warning_ground="#FFF3DC",
    on_thread="#FFFFFF",
    amber="#FBE7A9",
    blue="#CFE3F8",
    green="#D3ECD2",
    rose="#F8D3D6",
    violet="#E2D8F5",
    amber_line="#D9A514",
    blue_line="#5B97D1",
    green_line="#5FAE5C",
    rose_line="#D6707A",
    violet_line="#9478CF",
)
DARK = Inks(
    window="#1B1C1E",
    surface="#232427",
    sunken="#2C2D31",
    line="#3A3B40",
    text="#E8E5DF",
    muted="#A29D94",
    thread="#E58A8F",
    thread_soft="#43292C",
    selection="#3A2E30",
    warning="#E9B45C",
    warning_ground="#3A2F1B",
    on_thread="#1B1C1E",
    amber="#5E4A12",
    blue="#1F4468",
    green="#23502A",
    rose="#5F2A31",
    violet="#43356B",
    amber_line="#C99A2E",
    blue_line="#5B93C9",
    green_line="#57A35C",
    rose_line="#C9707A",
    violet_line="#8D78C9",
)
