"""What the control words of Rich Text stand for: characters, charsets, groups that hold no words of the text.

How they are read is told by `rtftext`.
"""

CHARSETS = {
    77: "mac_roman", 78: "shift_jis", 79: "euc_kr", 80: "gb2312", 81: "big5", 83: "mac_greek", 84: "mac_cyrillic",
    85: "mac_greek", 86: "mac_turkish", 88: "mac_latin2", 89: "mac_cyrillic", 0: "cp1252", 128: "cp932",
    129: "cp949", 130: "johab", 134: "gbk", 136: "big5hkscs", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
SYMBOL = 2
"""The charset of fonts of pictures."""
SYMBOLS = str.maketrans({"\xb7": "•", "\xa7": "▪", "\xa8": "☐", "\xfc": "✓", "\xfe": "☑", "\xe0": "→"})
WORDS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f", "softline": "\n",
}  # fmt: skip
SIGNS = {"~": "\xa0", "-": "\xad", "_": "\u2011", "\\": "\\", "{": "{", "}": "}"}
LEFT_OUT = frozenset({
    "fonttbl", "colortbl", "stylesheet", "pict", "fldinst", "objdata", "nonshppict", "shprslt", "upr", "mmathPict",
    "xe", "tc", "rxe", "txe", "private", "comment", "nextfile", "template", "operator", "subject", "doccomm",
    "filetbl", "listtable", "listoverridetable", "revtbl", "info", "objclass", "objname", "themedata",
    "colorschememapping", "latentstyles", "datastore", "fontemb", "fontfile", "ftnsep", "ftnsepc", "aftnsep",
    "aftnsepc", "ffname", "sn", "panose", "pntxtb", "pntxta", "nesttableprops", "nonesttables", "pgdsctbl",
    "bkmkstart", "bkmkend", "sp", "list", "listoverride", "falt",
})  # fmt: skip
"""Groups without words of the text; `info` is left out but for what it says of the document."""
ENTERED = frozenset({"shpinst", "shppict", "moMath", "moMathPara", "annotation", "ud", "do"})
"""Groups that are marked as unknown to old programs, and hold words all the same."""
INFO = frozenset({"title", "author", "company", "keywords"})
APART = {
    "footnote": "notes", "annotation": "comments", "shptxt": "boxes", "dptxbxtext": "boxes",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "headers"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footers"),
}  # fmt: skip
