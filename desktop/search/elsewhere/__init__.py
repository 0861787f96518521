"""Searching in other cases: those that are open, those opened lately, and any that is named."""
