"""What a file that comes in has in common with sources that are there: bytes, words, or an address.

Nothing is dropped for it: what is the same, or may be, is told apart and said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from db.addresses import address, page
from db.case import Case
from db.refs import Uuid

Kinship = Literal["same-text", "same-address", "same-page"]
"""The same words in other bytes; the same address; the same but for what stands behind the question mark."""


@dataclass
class Kin:
    """The texts and addresses that are known, with the sources that have them; what comes in is added."""

    texts: dict[bytes, Uuid] = field(default_factory=dict)
    addresses: dict[str, Uuid] = field(default_factory=dict)
    pages: dict[str, Uuid] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Case) -> "Kin":
        """What is known in a case, outside its trash."""
        kin = cls()
        held = "SELECT uuid, url FROM source WHERE url IS NOT NULL AND sha256 IS NOT NULL AND deleted_at IS NULL"
        for uuid, url in case.ledger.query(held):
            kin.note(uuid, None, url)
        sql = "SELECT text.sha256, text.source FROM text JOIN source ON source.uuid = text.source"
        for identity, uuid in case.ledger.query(f"{sql} WHERE source.deleted_at IS NULL AND text.length > 0"):
            kin.texts.setdefault(identity, uuid)
        return kin

    def note(self, source: Uuid, text: bytes | None, url: str | None) -> None:
        """Know a source from here on; the first one with a text or an address stands for it."""
        if text is not None:
            self.texts.setdefault(text, source)
        if url:
            self.addresses.setdefault(address(url), source)
            self.pages.setdefault(page(url), source)

    def of_file(self, text: bytes | None, url: str | None) -> Mapping[Kinship, Uuid]:
        """The sources that a file is kin to, by what they have in common; the closest only."""
        if text is not None and text in self.texts:
            return {"same-text": self.texts[text]}
        if url and address(url) in self.addresses:
            return {"same-address": self.addresses[address(url)]}
        return {"same-page": self.pages[page(url)]} if url and page(url) in self.pages else {}
