"""Preferences: a page that follows from the declared settings, and a quick way between light and dark."""
