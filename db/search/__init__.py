"""Full-text search: from words to hits.

analysis        what a word is: the one definition for index, queries and find-in-text
engine          the interface: documents in, hits out
query           the query language
snippets        hits inside one text, and its best passage
whoosh_engine   the engine, resting on the four below
  schema        the fields of the index
  segments      parts of the index: written, read, merged
  ranking       which documents a query finds, and in which order
  storage       the index inside one database
"""
