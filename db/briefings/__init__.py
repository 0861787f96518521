"""Briefings that leave the case, each statement leading back to the exact words of a source.

    compose     a briefing as Markdown with footnotes, bibliography and annex
    verify      a briefing or an exported file compared with the case; report is what comes of it

    library     what both need of a case
    cite, annex, wording             references, the annex and how it is read back, the fixed words
    comparing, signs, matching       word for word, but for lawful differences (departures)
    nearest, shelves, custody        what stands there instead, where to look, whether the annex is as in the case

Formats are written by `db.exporters`. Whether something is true is not known here.
"""
