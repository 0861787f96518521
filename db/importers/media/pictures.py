"""Pictures: sources without a text, unless there is a program here that recognises words in them.

The day on which a picture was taken, the camera, and what editors wrote beside it are suggestions, as everybody can set
them. A place is never read.
"""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePath
from time import process_time
from typing import Any

from db.importers import language, xmp
from db.importers.drawing import Picture, drawn, scale
from db.importers.file import File
from db.importers.media import exif, recognition
from db.importers.parsed import Extractor, Found, PageStart, Parsed, Unreadable

EXTRACTOR = Extractor("casethread-picture", "1")
BETWEEN = "\n\f\n"

_TIFF = "image/tiff"
_MOST_PIXELS = 100_000_000
_SECONDS = 12.0
_MOST_PAGES = 1000

load = recognition.load


def read(file: File) -> Parsed:
    """The picture with the words in it, if they can be recognised."""
    return _recognised(read_plain(file), file.data) if recognition.available() else read_plain(file)


def read_plain(file: File) -> Parsed:
    """The picture as it is, without a text."""
    taken, said = exif.read(file.data), xmp.read(file.data)
    suggested = {
        "issued": taken.day or said.day,
        "medium": taken.camera,
        "title": said.title,
        "author": said.author,
        "keyword": said.keywords,
    }
    pages = exif.page_count(file.data) if file.kind.media_type == _TIFF else 1
    return Parsed(
        text="",
        media_type=file.kind.media_type,
        named_type=file.kind.named_type,
        extractor=EXTRACTOR,
        title=Found(PurePath(file.name).stem or "?", "file"),
        suggestions={name: Found(value, "properties") for name, value in suggested.items() if value},
        pages=(PageStart(0),) * pages if pages > 1 else (),
        warnings=("no-text",),
    )


WAYS = (read, read_plain)


def _recognised(parsed: Parsed, data: bytes) -> Parsed:
    """The same with the words of its pictures, of as many as there is time for."""
    until = process_time() + _SECONDS
    texts: list[str] = []
    warnings: dict[str, bool] = {}
    for pixels in _pictures(data):
        if process_time() > until:
            warnings["some-pages-not-recognised"] = True
            break
        found = recognition.read(pixels)
        texts.append(found.text)
        warnings["recognition-doubtful"] = warnings.get("recognition-doubtful", False) or found.doubtful
    if not any(texts):
        return parsed
    text = BETWEEN.join(texts)
    starts = [0]
    for each in texts[:-1]:
        starts.append(starts[-1] + len(each) + len(BETWEEN))
    code = language.detect(text)
    return replace(
        parsed,
        text=text,
        text_kind="recognised",
        extractor=recognition.extractor(),
        language=Found(code, "guess") if code else None,
        pages=tuple(map(PageStart, starts)) if len(starts) > 1 else (),
        warnings=(),
    ).warned(*(code for code, holds in warnings.items() if holds))


def _pictures(data: bytes) -> Iterator[Any]:
    """The pixels of each picture in a file; none of what cannot be drawn, or is far too large."""
    import numpy
    from PIL import Image, ImageSequence

    try:
        with Image.open(BytesIO(data)) as picture:
            frames = ImageSequence.Iterator(picture) if picture.format == "TIFF" else iter([picture])
            for number, frame in enumerate(frames):
                if number >= _MOST_PAGES or frame.width * frame.height > _MOST_PIXELS:
                    return
                yield numpy.asarray(_upright(frame).convert("RGB"))[:, :, ::-1]
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return


def _upright(frame: Any) -> Any:
    from PIL import ImageOps

    return ImageOps.exif_transpose(frame)


def of_frame(data: bytes, number: int, width: int) -> Picture:
    """A picture, or one of several in a file, counted from 0, upright and of about this width; raises Unreadable."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise Unreadable("too-large", f"{picture.width} x {picture.height}")
            count = min(picture.n_frames, _MOST_PAGES) if picture.format == "TIFF" else 1
            picture.seek(number)
            upright = _upright(picture)
            across, down = upright.size
            found = min(scale(across, down, width), 1.0)
            across, down = max(1, round(across * found)), max(1, round(down * found))
            small = _on_white(upright).resize((across, down), Image.Resampling.LANCZOS, reducing_gap=2.0)
            return replace(drawn(across, down, small.tobytes(), 3 * across), pages=count)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise Unreadable("damaged", type(error).__name__) from error


def _on_white(picture: Any) -> Any:
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    white.alpha_composite(seen)
    return white.convert("RGB")
