"""Briefings in the window: the list, the page with its check against the sources, and export."""
