"""Which names of papers may be one name: written otherwise, with or without an article, or as the site of the paper.

What is alike is offered to a person, and joined by nobody else.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from db import addresses, keys
from db.folding import fold

_BESIDE_WORDS = re.compile(r"[\W_]+")
_ARTICLES = ("the", "der", "die", "das", "le", "la", "les", "el", "il", "de", "het")


class Alike:
    """Names with the number of sources that have them, and addresses of these sources."""

    def __init__(self, names: Mapping[str, int], found_at: Iterable[tuple[str, str]] = ()) -> None:
        self._names = names
        self._without_article = {whole: core for whole, core in map(_cores, names) if whole != core}
        self._by_core: dict[str, list[str]] = {}
        for name in names:
            self._by_core.setdefault(self._core(name), []).append(name)
        self._by_site: dict[str, Counter[str]] = {}
        for name, url in found_at:
            if name in names and (site := addresses.site(url)) and not _site_of(name):
                self._by_site.setdefault(site, Counter())[name] += names[name]

    def of(self, name: str) -> str | None:
        """The name that another one may mean; None when nothing is like it."""
        cores = dict.fromkeys((self._core(name), *_cores(name)))
        alike = [other for core in cores for other in self._by_core.get(core, ()) if other != name]
        alike += [other for other, _ in self._by_site.get(_site_of(name), Counter()).most_common(1)]
        return min(alike, key=self._rank, default=None)

    def best(self) -> str:
        """The one of them that looks most like a name."""
        return min(self._names, key=self._rank)

    def groups(self) -> list[Sequence[str]]:
        """Names that may be one, two and more together, the one that they may mean first."""
        groups = {core: list(names) for core, names in self._by_core.items()}
        for name in self._names:
            there = self._by_site.get(_site_of(name), Counter()).most_common(1)
            if there and self._core(there[0][0]) != self._core(name):
                groups[self._core(name)].remove(name)
                groups[self._core(there[0][0])].append(name)
        return [sorted(names, key=self._rank) for names in groups.values() if len(names) > 1]

    def _core(self, name: str) -> str:
        whole, core = _cores(name)
        return self._without_article.get(whole, core)

    def _rank(self, name: str) -> tuple[bool, bool, int, str]:
        """What looks most like a name comes first: no site, not in capitals alone, and then the most frequent."""
        return bool(_site_of(name)), len(name) > 4 and name.isupper(), -self._names.get(name, 0), name


def _cores(name: str) -> tuple[str, str]:
    """What is left of a name without case, accents, punctuation and what makes it a site; and without its article."""
    site = _site_of(name)
    words = [word for word in _BESIDE_WORDS.split(fold(keys.site_name(site) if site else name)) if word]
    has_article = len(words) > 1 and words[0] in _ARTICLES
    return "".join(words), "".join(words[has_article:])


def _site_of(name: str) -> str:
    """The site that a name is; empty when it is none."""
    host = keys.host_of(name)
    return addresses.site(f"https://{host}") if host else ""
