"""Makes `simplified.txt`: each traditional Chinese character that has a simplified form, with that form.

Run by hand when OpenCC publishes better tables: `python resources/data/make_simplified.py`. The package
`opencc` is needed for this and for nothing else, so it is no dependency of the application.
Only single characters are asked for: what OpenCC knows of whole words has no place in a table that is
applied character by character.
"""

import sys
from importlib.metadata import version
from pathlib import Path

import opencc

TARGET = Path(__file__).with_name("simplified.txt")
HEADER = """\
# Traditional Chinese characters and their simplified forms, in pairs: the traditional one stands first.
# Taken character by character from Open Chinese Convert {version} ({tables}) by make_simplified.py.
# Open Chinese Convert is by Carbo Kuo and contributors, under the Apache License 2.0: LICENSE-OpenCC.txt.
"""
TABLES = ("t2s", "hk2s", "tw2s")  # the last two know some forms of Hong Kong and Taiwan that the first lacks
IDEOGRAPHS = ((0x3400, 0xA000), (0x20000, 0x2F800), (0x30000, sys.maxunicode + 1))
PAIRS_A_LINE = 40


def simplified(character: str, converters: list[opencc.OpenCC]) -> str | None:
    """The form that the first table with an answer gives."""
    answers = (converter.convert(character) for converter in converters)
    return next((answer for answer in answers if answer != character and len(answer) == 1), None)


def pairs() -> list[str]:
    """Every pair, in the order of the traditional characters."""
    converters = [opencc.OpenCC(table) for table in TABLES]
    characters = (chr(code) for first, end in IDEOGRAPHS for code in range(first, end))
    found = ((character, simplified(character, converters)) for character in characters)
    return [old + new for old, new in found if new is not None]


def main() -> None:
    """Writes the table beside this script."""
    found = pairs()
    lines = ["".join(found[at : at + PAIRS_A_LINE]) for at in range(0, len(found), PAIRS_A_LINE)]
    header = HEADER.format(version=version("opencc"), tables=", ".join(TABLES))
    TARGET.write_text(header + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
