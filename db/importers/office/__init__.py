"""Documents of word processors, spreadsheets, slides and books: their text in reading order, and their own properties.

blocks described      paragraphs, rows and items as one text; the document made of it
opc core embedded     what the formats of Office share: the package, its properties, what is embedded in it
docx wordtext numbering    word processors: DOCX, and the same as one XML file
odf odftext           OpenDocument: texts, sheets, slides
rtf rtftext rtfflow rtfsigns    Rich Text
epub                  books
tables delimited xlsx formats   tables as text: CSV, sheets, and numbers as a sheet shows them
pptx markup locked    slides, plain XML, and what is locked for good
"""
