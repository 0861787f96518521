"""Words with LaTeX in them as people read them: accents and signs as letters, without braces and commands."""

import re
from functools import cache, lru_cache
from typing import Any

_COMMAND = re.compile(r"[\\$]")
_ADDRESS = re.compile(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}")
_LINK = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_SIGN = re.compile(r"\\([%#&_$~^{} ])")


@lru_cache(4096)
def decoded(written: str) -> str:
    """The words; what cannot be understood stays as it is, without its braces."""
    words = _ADDRESS.sub(r"\1", _LINK.sub(r"\2", written))
    if _COMMAND.search(words):
        try:
            words = _decoder().latex_to_text(words)
        except Exception:  # noqa: BLE001 - half a command raises anything; then it is shown as it is written
            words = verbatim(words)
    else:
        words = words.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
        words = words.replace("~", " ").replace("{", "").replace("}", "")
    return " ".join(words.split()) or verbatim(written)  # a command alone, as for the name of a journal


def verbatim(written: str) -> str:
    """An address, a path or a number: only the marks that LaTeX needs before some signs are taken away."""
    address = _ADDRESS.search(written)
    return " ".join(_SIGN.sub(r"\1", address[1] if address else written).replace("{", "").replace("}", "").split())


@cache
def _decoder() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="text", keep_comments=True)
