"""What is shipped beside the code: data files, and the functions through which they are read.

Nothing here knows where the package is installed, and nothing here needs a window.
"""

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path


def data(name: str) -> str:
    """The text of one file of `resources/data`; raises FileNotFoundError for a name that is not shipped."""
    return files(__name__).joinpath("data", name).read_text(encoding="utf-8")


def table(name: str) -> list[str]:
    """The lines of a data file that say something: without comments (`#`) and empty lines."""
    lines = (line.strip() for line in data(name).splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def folder(name: str) -> AbstractContextManager[Path]:
    """A shipped folder as one on the disk, for as long as the context lasts."""
    return as_file(files(__name__).joinpath(name))


def icon(name: str) -> str:
    """One of our icons as SVG, drawn in `currentColor`."""
    return files(__name__).joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")


def style() -> str:
    """The style sheet of the window, with `@names` for colours."""
    return files(__name__).joinpath("style", "window.qss").read_text(encoding="utf-8")


def tick(*, dark: bool) -> Path:
    """The file with the tick of a box, for a style sheet, which takes no picture that is not a file."""
    return Path(str(files(__name__).joinpath("style", "tick-dark.svg" if dark else "tick-light.svg")))


def help_page(name: str) -> str:
    """One page of the help as Markdown; raises FileNotFoundError for a name that is not shipped."""
    return files(__name__).joinpath("help", f"{name}.md").read_text(encoding="utf-8")


def help_pages() -> list[str]:
    """The names of all pages of the help."""
    found = files(__name__).joinpath("help")
    return sorted(page.name.removesuffix(".md") for page in found.iterdir() if page.name.endswith(".md"))
