"""Files that hold files: what is in them is handed over by its bytes, under a name that is only a label.

names      how members of an archive are called, in whatever charset
zipped     reading a ZIP safely, also where a document is one
zip tar compressed    the formats
"""
