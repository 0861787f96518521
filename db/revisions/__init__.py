"""What an edit records, and what follows from the record: undo, history, merge, erase, custody.

    content    a row as hashed JSON; the description of a table
    ledger     rows, revisions and edits of one file, read and written
    edit       one named change
    graph      which revision descends from which; the common ancestor of two
    lines      three-way merge of a text, line by line
    join       three-way merge of one row
    merge      what another copy of the case knows, taken in
    undo       edits and merges taken back and made again
    erase      the one way to lose something for good

A revision is `rev = SHA-256(sorted parents, salt, content)`. A row's current revision is its head,
stored in the row. Ancestry counts what is reachable from heads and never looks at clocks.
"""
