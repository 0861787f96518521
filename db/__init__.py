"""Everything that can be done to a case file, without a window.

case                       one open file: edit, undo, redo, erase, merge
sources texts excerpts     what was published, its words, and passages of them
notes briefs links citing  what the investigator writes, and what it leads to
entities                   people, organisations, places and events by all their names
authors drafts history     who writes, what is not sealed yet, what was done
personal                   what one person has open, has read and has seen, outside the case
derived documents          search, mentions and copies, kept up with the case
asking finding facets      what a query means in the case, what it finds, and how that is spread
dossier elsewhere          all that is said of one entity; the same query asked of other cases
titles searches            everything by its name; searches that are kept
briefings exporters        written out, with every statement led back to its source
importers                  files taken in, read in processes of their own
processes                  how such processes are started, fed, and kept away from the case
upkeep                     whether everything is whole
revisions schema driver    the record, the tables, the one SQLite library
plain folding spans ...    small pure values
"""
