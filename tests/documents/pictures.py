"""Pictures that tests upload as logos, honest ones and others."""

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

CANARY = "canary-metadata"


def png(width: int = 300, height: int = 100, *, text: str = "") -> bytes:
    """A PNG with, where asked for, a comment and a place in its metadata."""
    made = io.BytesIO()
    notes = PngImagePlugin.PngInfo()
    if text:
        notes.add_text("Comment", text)
        notes.add_itxt("XML:com.adobe.xmp", text)
    Image.new("RGB", (width, height), "#aa3322").save(made, "PNG", pnginfo=notes)
    return made.getvalue()


def jpeg(width: int = 300, height: int = 100, *, text: str = "") -> bytes:
    """A JPEG with, where asked for, words in its Exif data."""
    made = io.BytesIO()
    exif = Image.Exif()
    if text:
        exif[0x010E] = text
    Image.new("RGB", (width, height), "#2233aa").save(made, "JPEG", exif=exif, comment=text)
    return made.getvalue()


def bomb(side: int = 50_000) -> bytes:
    """A few bytes that say they are a picture of side by side pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1_000_000))
        + chunk(b"IEND", b"")
    )
