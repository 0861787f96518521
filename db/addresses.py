"""Addresses on the web as they tell pages apart: without what only says how somebody came there. Nothing is opened."""

from urllib.parse import parse_qsl, urlencode, urlsplit

_PREFIXES = ("www.", "m.", "mobile.", "amp.")
_CAMPAIGN = ("utm_", "mc_", "at_", "wt_")
_TRACKING = frozenset({"fbclid", "gclid", "dclid", "yclid", "msclkid", "igshid", "cmp", "cmpid", "ref_src", "ref_url"})
"""What only tells how somebody came to a page: beginnings of names, and names."""


def address(url: str) -> str:
    """An address without what does not tell pages apart: the protocol, "www.", tracking, a slash at the end."""
    try:
        told = [(name, value) for name, value in parse_qsl(urlsplit(url).query) if not _is_tracking(name.casefold())]
    except ValueError:
        return url
    query = urlencode(sorted(told))
    return f"{page(url)}?{query}" if query else page(url)


def page(url: str) -> str:
    """The same without anything behind the question mark."""
    try:
        parts = urlsplit(url)
    except ValueError:  # what a person typed need not be one
        return url
    return f"{_without_prefix(parts.hostname)}{parts.path.rstrip('/')}"


def site(url: str) -> str:
    """The site an address belongs to, in small letters; empty when there is none."""
    try:
        return _without_prefix(urlsplit(url).hostname)
    except ValueError:
        return ""


def _without_prefix(hostname: str | None) -> str:
    host = (hostname or "").casefold()
    for prefix in _PREFIXES:
        host = host.removeprefix(prefix)
    return host


def _is_tracking(name: str) -> bool:
    return name.startswith(_CAMPAIGN) or name in _TRACKING
