"""Tests of saved searches in the window."""
