"""Pages as archives keep them: with where and when they were captured.

mhtml          one page with what belongs to it, as browsers save it
warc           captures one after another; `records`, `http` and `digests` below it
wacz           captures with a list of their hashes, in a ZIP file that `zipped` opens within limits

What was captured is data of others: nothing is fetched, and pictures, scripts and styles are passed over.
"""
