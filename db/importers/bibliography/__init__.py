"""Bibliographies: each entry becomes a source of its own, which waits for its file when that is not there.

csl                 CSL-JSON, and what every other format is turned into before anything is read out of it
bibtex latex        BibTeX and BibLaTeX, and the words in them
ris                 RIS
names dated types   the names, dates and kinds of all of them
entries             an entry as a part of a bundle, with all its fields as canonical JSON
"""
