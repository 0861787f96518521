"""A ZIP: each file in it becomes a part; what cannot be had is named with its reason."""

from db.importers.archives.zipped import Member, Zipped
from db.importers.file import File
from db.importers.parsed import Bundle, Part, Unreadable

_LOCKED = frozenset({"needs-password", "wrong-password"})


def read(file: File) -> Bundle:
    """The files in the archive; raises Unreadable when it is damaged, empty, or locked as a whole."""
    archive = Zipped(file)
    parts = tuple(part(archive, member) for member in archive.members)
    if not parts:
        raise Unreadable("empty", "zip")
    reasons = {each.refused for each in parts}
    if len(reasons) == 1 and (reason := parts[0].refused) in _LOCKED:
        assert reason
        raise Unreadable(reason)
    return Bundle(media_type=file.kind.media_type, named_type=file.kind.named_type, parts=parts)


def part(archive: Zipped, member: Member) -> Part:
    """A member as a part, with its bytes or the reason why they are not given."""
    if member.is_link:  # it holds nothing but a path, which is followed nowhere
        return Part(name=member.name, role="member", refused="unsupported-type")
    try:
        return Part(name=member.name, role="member", data=archive.read(member))
    except Unreadable as error:
        return Part(name=member.name, role="member", refused=error.reason)


WAYS = (read,)
