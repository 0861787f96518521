"""Figures of the whole product, as ratios to a peer in the same run: scripts, no timed tests.

`python -m tests.benchmarks [NAME...] [--json] [--size N]`; the names are those of the modules below.

importing    many plain files, with everything derived        opening     open a large case, list it, search it
editing      one small change                                 recording   how much of the file is history
undoing      a large import taken back and made again         searching   kinds of queries
starting     the command line as whole processes              merging     two copies that went apart
following    excerpts led to another text of their source

material, workshop, filling, querying, peers and measuring are what they share.
"""
