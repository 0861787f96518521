"""Members of a ZIP file, read within limits that are counted, since what a file says of its own sizes may be a lie."""

import io
import zipfile
import zlib

from db.importers.parsed import Unreadable

LARGEST = 256 << 20
_RATIO = 200
_FREE = 1 << 20
_MOST_MEMBERS = 20_000


class Zipped:
    """An open ZIP file; raises Unreadable when it is none."""

    def __init__(self, data: bytes) -> None:
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("damaged", type(error).__name__) from error
        self._infos = {info.filename: info for info in self._file.infolist()[:_MOST_MEMBERS] if not info.is_dir()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members, in order."""
        return tuple(self._infos)

    def read(self, name: str) -> bytes:
        """A member's bytes; raises Unreadable when there are too many, or not the ones that were packed."""
        info = self._infos.get(name)
        if info is None:
            raise Unreadable("damaged", "no member")
        most = min(LARGEST, max(_FREE, _RATIO * info.compress_size))
        try:
            with self._file.open(info) as member:
                data = member.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
            raise Unreadable("damaged", type(error).__name__) from error
        except NotImplementedError as error:
            raise Unreadable("unsupported-type", "packing") from error
        except RuntimeError as error:
            raise Unreadable("encrypted") from error
        if len(data) > most:
            raise Unreadable("expands-too-far")
        return data
