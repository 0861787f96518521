"""How a document is described: its fields in words, and rows in which they are read and changed.

Shared by the inspector, which changes a source, and by the review of an import, which changes what is to become one.
"""
