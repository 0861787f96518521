"""The index as plain arrays of numbers: how its segments are laid out, written, merged and read.

layout      arrays in a row of bytes, fetched and checked piece by piece when they are looked at
lexicon     the words of one field, sorted
postings    in which documents of a segment each word stands, how often, and where
columns     one value or several of each document, to filter, count and sort by
segment     a part of the index: all of these together
draft       a segment in the making
merging     several segments become one
codec       the same for Whoosh's own readers and matchers, by way of `matchers`

Nothing here knows a database, a query or the documents of a case. Nothing is ever unpickled.
"""
