"""Tests of what is written for use elsewhere."""
