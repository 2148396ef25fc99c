"""Values that several sections use."""

import pytest

MAX_INT32 = 2**31 - 1
MAX_INT64 = 2**63 - 1

# Ids that no chat and no user has.
UNKNOWN_IDS = [0, -1, MAX_INT32]
HUGE_IDS = [MAX_INT32 + 1, -MAX_INT32 - 2, MAX_INT64, MAX_INT64 + 1, -MAX_INT64 - 2, 10**30]

NOT_INTEGERS = ["abc", "1.5", "1e1", "0x10", "1,0", "--1", "%20", "null", "true"]

NOT_STRINGS = [None, 5, 1.5, True, [], {}, ["text"]]
NOT_OBJECTS = [[], "text", 5, 1.5, True]

# No database and no UTF-8 can hold these.
UNSTORABLE = ["before\0after!", "\0\0\0\0\0\0\0\0", "before\ud800after", "before\udfffafter"]

TEXTS = {
    "one letter": "a",
    "Cyrillic and an emoji": "Привет 👋",
    "one space": " ",
    "spaces around": "  text  ",
    "line ends": "one\ntwo\r\nthree\rfour",
    "tabs": "\tone\ttwo",
    "quotes and backslashes": "\"'\\ \\n \\u0041 /",
    "markup": "<script>alert(1)</script>&amp;",
    "SQL": "'); DROP TABLE messages; --",
    "format characters": "%s %n {0} ${x} $1",
    "control characters": "\x01\x08\x1b\x7f\x9f",
    "composed and decomposed": "\u00e9 e\u0301",
    "family": "👨‍👩‍👧‍👦 🏳️‍🌈",
    "right to left": "שלום \u202eمرحبا",
    "line separators": "a\u2028b\u2029c",
    "byte order mark": "\ufeffa\u200bb",
    "highest code points": "\uffff\U0001f600\U0010ffff",
    "numbers alone": "12345",
    "JSON": '{"type":"message","text":"x"}',
    "64 KiB of ASCII": "x" * 65536,
    "64 KiB of Cyrillic": "я" * 32768,
    "64 KiB of emoji": "👋" * 16384,
}
TOO_LONG_TEXTS = {"ASCII": "x" * 65537, "Cyrillic": "я" * 32769, "emoji": "👋" * 16385}


def cases(values, *corrected):
    """The values as parameters, those marked that the original gets wrong."""
    return [pytest.param(value, marks=pytest.mark.corrected) if value in corrected else value for value in values]
