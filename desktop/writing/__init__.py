"""Writing in Markdown: the editor, completion, the preview, and keeping what is typed. No feature; notes and briefings
are made of it.
"""
