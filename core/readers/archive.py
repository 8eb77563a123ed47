"""What an XLSX is as a ZIP, looked through before any parser of spreadsheets sees it."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from core.readers.confinement import Refused

STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
ENCRYPTED_FLAG = 0x1
LOCAL_HEADER = struct.Struct("<4s5H3I2H")
PIECE = 1 << 20
MARKUP = (".xml", ".rels", ".vml")
DECLARATION = re.compile(rb"<!\s*(?:doctype|entity)", re.IGNORECASE)
MACRO_TYPE = re.compile(rb"macroenabled|vbaproject", re.IGNORECASE)
# part of a name -> the refusal
FOREIGN = (
    ("vbaproject", "MACROS"),
    ("macrosheets/", "MACROS"),
    ("activex/", "MACROS"),
    ("externallinks/", "EXTERNAL_LINKS"),
    ("embeddings/", "EMBEDDED"),
    ("oleobject", "EMBEDDED"),
)


def check_archive(data: bytes, options: Mapping) -> None:
    """Raises Refused for an archive that is not a plain workbook within the limits."""
    members = list_members(data, options)
    left = options["inflated"]
    for member in members:
        part = b"".join(inflate(data, member, left))
        left -= len(part)
        check_part(member.filename, part)


def list_members(data: bytes, options: Mapping) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, struct.error, OverflowError) as error:
        raise Refused("BROKEN") from error
    if len(members) > options["members"]:
        raise Refused("TOO_MANY_PARTS", limit=options["members"])
    if sum(member.file_size for member in members) > options["inflated"]:
        raise Refused("INFLATES", limit=options["inflated"])
    check_names([member.filename for member in members])
    return members


def check_names(names: list[str]) -> None:
    lowered = [name.lower().replace("\\", "/") for name in names]
    if len(set(lowered)) != len(lowered):
        raise Refused("BROKEN")
    for name in lowered:
        if name.startswith("/") or ".." in name.split("/"):
            raise Refused("BROKEN")
        for mark, code in FOREIGN:
            if mark in name:
                raise Refused(code)
    if "xl/workbook.bin" in lowered or "mimetype" in lowered:
        raise Refused("OTHER_KIND")
    if "xl/workbook.xml" not in lowered:
        raise Refused("NO_SHEET")


def check_part(name: str, part: bytes) -> None:
    """Raises Refused for declarations of entities, in whatever width they are written, and for macros."""
    if not name.lower().endswith(MARKUP):
        return
    if DECLARATION.search(part) or DECLARATION.search(part.replace(b"\0", b"")):
        raise Refused("ENTITIES")
    if name.lower() == "[content_types].xml" and MACRO_TYPE.search(part.replace(b"\0", b"")):
        raise Refused("MACROS")


def inflate(data: bytes, member: zipfile.ZipInfo, left: int) -> Iterator[bytes]:
    """The content of one member, counted as it really comes out; the size that it claims is not believed."""
    if member.flag_bits & ENCRYPTED_FLAG:
        raise Refused("ENCRYPTED")
    if member.compress_type not in (STORED, DEFLATED):
        raise Refused("BROKEN")
    packed = packed_bytes(data, member)
    size, checksum = 0, 0
    for piece in [packed] if member.compress_type == STORED else unpacked(packed):
        size += len(piece)
        if size > left:
            raise Refused("INFLATES", limit=left)
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if size != member.file_size or checksum != member.CRC:
        raise Refused("BROKEN")


def packed_bytes(data: bytes, member: zipfile.ZipInfo) -> bytes:
    start = member.header_offset
    header = data[start : start + LOCAL_HEADER.size]
    if len(header) < LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise Refused("BROKEN")
    name_length, extra_length = LOCAL_HEADER.unpack(header)[-2:]
    start += LOCAL_HEADER.size + name_length + extra_length
    packed = data[start : start + member.compress_size]
    if len(packed) != member.compress_size:
        raise Refused("BROKEN")
    return packed


def unpacked(packed: bytes) -> Iterator[bytes]:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed and not machine.eof:
            yield machine.decompress(packed, PIECE)
            packed = machine.unconsumed_tail
    except zlib.error as error:
        raise Refused("BROKEN") from error
    if not machine.eof:
        raise Refused("BROKEN")
