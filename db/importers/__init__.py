"""How files become sources: one module a format, run in worker processes that know nothing of the case.

file parsed                    what a reader gets, and what it gives: documents with their values, or a reason
detect formats                 what a file is, and which module reads it in which ways
plaintext markdown html        the formats; later ones stand beside them
mail webarchive                packages of formats: messages and boxes of them; captured pages
archives                       files that hold files: ZIP, tar, and single compressed ones
office                         documents of word processors, spreadsheets, slides and books; tables; plain XML
binarysigns olesigns           what a file is that a few bytes do not tell, and what an OLE file is
xml timed xmp                  XML from strangers; transcripts with times; what stands beside pictures and PDFs
pdf bibliography media         packages for formats that need several modules
bylines datelines addresses    what a line or an address says of a document
language                       which language a text is in
pagetext pagedata jsonld       what a web page shows, and what it says about itself
worker process wire            the pool and its processes; inside them runs serve
looking tasks                  a page of a PDF for the window: its picture and its places, by a worker
intake                         files into a case
"""
