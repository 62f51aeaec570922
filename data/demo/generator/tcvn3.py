"""TCVN3 (ABC, VSCII-3): the 8-bit Vietnamese code of old department files. Capitals with a tone do not exist in it."""

_LETTERS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậ", 0xCC: "è", 0xCE: "ẻẽéẹềểễếệìỉ", 0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộ", 0xEA: "ờởỡớợù", 0xF1: "ủũúụừửữứựỳỷỹýỵ",
}  # fmt: skip
_BYTES = {letter: first + i for first, letters in _LETTERS.items() for i, letter in enumerate(letters)}


def encoded(text: str) -> bytes:
    """The bytes of NFC text. Raises ValueError for a letter TCVN3 does not have."""
    result = bytearray()
    for letter in text:
        code = ord(letter) if ord(letter) < 0x80 else _BYTES.get(letter)
        if code is None:
            raise ValueError(f"TCVN3 has no '{letter}' (in '{text}')")
        result.append(code)
    return bytes(result)
