"""Full-text search: from words to hits.

analysis        what a word is: the one definition for index, queries and find-in-text
engine          the interface: documents in, hits out
query           the query language: read by grammar, with fields, into nodes
understanding   what a query stands for: other forms, other names, similar words, and how to switch them
  forms         other forms of a word; lexical has them and more from the words of an index
  spelling      what folding does to words
snippets        hits inside one text, and its best passages; counted says how many, within finds as exactly as wanted
whoosh_engine   the engine, resting on those below
  schema        the fields and columns of the index
  index         its segments: written, merged, forgotten
  building      documents become segments, in one process or in two; the other one runs serve, and wire is between
  storage       the index inside one database
  arrays        how segments are laid out and read
  executor      what a query finds in them, and in which order
  completing    words that go on from what was typed
"""
