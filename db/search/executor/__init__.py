"""Runs a query tree on whole arrays: which documents it finds, how well each fits, how many there are.

scored     documents of one segment with their scores, and what can be done with two of them
scoring    how rare a word is, and what a word in a document is worth
view       the segments that are asked, with the documents of them that are gone
rows       words in a row, and words near each other
expansion  which words of a segment a prefix, a pattern, a range or a misspelt word stands for
executor   the query tree, node by node
found      the answer: the best, all in some order, counts by value

What the executor does not know, it leaves to Whoosh's own matchers, on the same arrays (`db.search.arrays.codec`).
"""
