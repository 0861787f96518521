"""Reading a source: its page, what is known of it, finding words in it, and making excerpts of it."""
