"""The texts of a source: which there are, comparing two of them, correcting one, reading the file again."""
