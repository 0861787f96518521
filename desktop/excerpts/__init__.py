"""Excerpts in the window: the cards of a source in the inspector, and where an excerpt is shown."""
