"""Figures of the whole product, as ratios to a peer in the same run: scripts, no timed tests.

`python -m tests.benchmarks [NAME...] [--json] [--size N] [--pages FOLDER]`; the names are those of the modules below.

importing    many plain files, with everything derived        opening     open a large case, list it, search it
editing      one small change                                 recording   how much of the file is history
undoing      a large import taken back and made again         searching   kinds of queries
starting     the command line as whole processes              merging     two copies that went apart
pages        the article in pages whose article is known      pdfs        the text of PDFs
many_pages   pages on one processor and on two                following   excerpts led to another text of their source

window_opening, window_search, window_writing, window_reader and window_import look at the window.

material, workshop, filling, querying, peers and measuring are what they share.
"""
