"""Which program wrote an OLE file, the container of older office formats and of messages: told by its streams."""

from io import BytesIO

_STREAMS = (
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("EncryptedPackage", "application/x-encrypted-office"),
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)


def inner_type(data: bytes) -> str | None:
    """The type by the streams at the top, whatever their case; None when it is none of these.

    When the directory is damaged, the names are looked for wherever they stand.
    """
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            top = {entry.name.casefold() for entry in ole.root.kids} if ole.root else set()
    except Exception:  # noqa: BLE001 - it raises anything at all on damage
        return next((type_ for name, type_ in _STREAMS[:4] if name.encode("utf-16-le") in data), None)
    return next((type_ for name, type_ in _STREAMS if name.casefold() in top), None)
