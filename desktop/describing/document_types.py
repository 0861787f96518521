"""What a document can be, by CSL's types, in the words that a person chooses from: the usual ones first."""

from desktop.base.i18n import tr

TYPES = {
    "article-newspaper": "newspaper article",
    "article-magazine": "magazine article",
    "article-journal": "journal article",
    "article": "article, not yet published",
    "webpage": "web page",
    "post": "post",
    "post-weblog": "blog post",
    "report": "report",
    "document": "document",
    "personal_communication": "letter or message",
    "interview": "interview",
    "speech": "speech",
    "broadcast": "broadcast",
    "book": "book",
    "chapter": "chapter of a book",
    "pamphlet": "leaflet",
    "manuscript": "manuscript",
    "thesis": "thesis",
    "paper-conference": "conference paper",
    "legal_case": "court decision",
    "hearing": "hearing",
    "legislation": "law",
    "regulation": "regulation",
    "bill": "bill, not yet a law",
    "treaty": "treaty",
    "standard": "standard",
    "patent": "patent",
    "dataset": "data",
    "figure": "figure",
    "graphic": "photograph or drawing",
    "map": "map",
    "motion_picture": "film or video",
    "song": "sound recording",
    "musical_score": "sheet music",
    "performance": "performance",
    "software": "software",
    "review": "review",
    "review-book": "book review",
    "entry": "entry in a reference work",
    "entry-dictionary": "entry in a dictionary",
    "entry-encyclopedia": "entry in an encyclopedia",
    "periodical": "periodical as a whole",
    "collection": "collection",
    "classic": "classical work",
    "event": "event",
}


def type_words(code: str) -> str:
    """One of them in words; the code itself for one that CSL does not know."""
    return tr(TYPES.get(code, code))
