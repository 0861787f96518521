"""Searches that are kept, what is new in them, and results for use elsewhere."""
