"""PDF: its text page by page, what was written and marked on it, and where on the page a passage stands.

reading                 the reader: a document with its pages, marks and attachments
opening properties      a file opened with its password; what it says about itself
pages cleaning          the text of one page, and the way from a character of it back to the page
written marks           filled forms and typed remarks; passages that somebody marked
attached                files in the file
boxes places picture    from characters to rectangles and back; the page as a picture

The engine is PDFium, which may be used by one thread of a process only.
"""
