"""Where links and citations lead: to an entity, a source, or the excerpt in it."""

from urllib.parse import unquote

from db import entities, errors, excerpts, links, sources
from db.case import Case
from db.folding import fold
from db.refs import Ref
from desktop.base.i18n import tr
from desktop.base.offsets import shown
from desktop.base.session import Session
from desktop.writing.syntax import Lead

_ADDRESS = "case:"


def lead_of(address: str) -> Lead | None:
    """What an address in a preview means; None for every address that is not ours."""
    kind, _, name = address.removeprefix(_ADDRESS).partition("/")
    if not address.startswith(_ADDRESS) or kind not in ("entity", "cite"):
        return None
    return Lead(kind, unquote(name))


def follow(session: Session, owner: Ref, lead: Lead) -> None:
    """Go where something in a note or briefing leads, or say why that is not possible."""
    try:
        found, place = (
            _entity(session.case, owner, lead.name) if lead.kind == "entity" else _cited(session.case, lead.name)
        )
    except errors.Unknown:
        session.tell(tr("Nothing in this case goes by “{name}” yet.").format(name=shown(lead.name)))
    except errors.Ambiguous as error:
        words = tr("“{name}” is the name of {n} people or places, so this link leads nowhere yet.")
        session.tell(words.format(name=shown(lead.name), n=len(error.keys)))
    else:
        session.show(found, place)


def _entity(case: Case, owner: Ref, name: str) -> tuple[Ref, None]:
    known = links.targets(case, owner).get(fold(name))
    return Ref("entity", known or entities.get(case, name).uuid), None


def _cited(case: Case, key: str) -> tuple[Ref, str | None]:
    try:
        excerpt = excerpts.get(case, key)
    except errors.Unknown:
        return Ref("source", sources.get(case, key).uuid), None
    return Ref("source", excerpt.source), excerpt.uuid
