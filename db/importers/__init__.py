"""How files become sources: one module a format, run in worker processes that know nothing of the case.

    parsed                    what reading gives: text, values with their origins, or a reason
    detect, formats           what a file is, and which module reads it in which ways
    plaintext, markdown, html the formats; later ones stand beside them
    bylines, datelines, language, addresses           what a line, a text or an address says
    pagetext, pagedata, jsonld                        what a web page shows, and says about itself
    worker, process           the pool and its processes; serve, guard and frames are their inside
    intake                    files into a case
"""
