"""Mail: single messages, boxes of them, and messages as Outlook files them.

mime                  a message as bytes: headers and nested parts
charsets transfer     which characters the bytes are, and how they were packed for the way
content               what of it is the letter, and what hangs on it
letter                the document that a letter becomes, whatever it was filed in
message mbox          messages, with or without what Apple Mail writes around them, and boxes
outlook               Outlook's own files, with properties and richtext below it
remains               the words in such a file when its reader gave up

Who sent a message is a suggestion and never more: it becomes an author only when a person says so.
"""
