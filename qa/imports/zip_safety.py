"""A zip archive looked through before anything else reads it: nothing in it may burst.

Sizes are counted while unpacking, never believed: a header can lie.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from qa.domain.refusals import Refused

MAX_MEMBERS = 1_000
MAX_UNPACKED_BYTES = 500_000_000
MAX_RATIO = 250
RATIO_COUNTS_FROM_BYTES = 1_000_000

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1
_PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

BURSTS = "This file unpacks to far more than a workbook can hold, so it was not opened."
DAMAGED = "This file is damaged: it cannot be unpacked. Save it again and try once more."


def unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and content of each member, one at a time. Raises Refused for anything unsafe."""
    total = 0
    for info in _members(data):
        content = _inflate(data, info, MAX_UNPACKED_BYTES - total)
        total += len(content)
        yield info.filename, content


def _members(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error) as error:
        raise Refused(DAMAGED) from error
    if len(members) > MAX_MEMBERS:
        raise Refused(f"This file holds {len(members):,} parts, too many for a workbook.")
    if len({info.filename.casefold() for info in members}) < len(members):
        raise Refused("This file holds two parts of the same name, so it was not opened.")
    if sum(info.file_size for info in members) > MAX_UNPACKED_BYTES:
        raise Refused(BURSTS)
    for info in members:
        _check_header(info)
    return members


def _check_header(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise Refused("This file is protected with a password. Save it without one and try again.")
    if info.compress_type not in _PLAIN_METHODS:
        raise Refused("This file is packed in a way that Excel does not use, so it was not opened.")
    large = info.file_size > RATIO_COUNTS_FROM_BYTES
    if large and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise Refused(BURSTS)


def _inflate(data: bytes, info: zipfile.ZipInfo, most: int) -> bytes:
    packed = _packed(data, info)
    if info.compress_type == zipfile.ZIP_STORED:
        content, whole = packed, True
    else:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = stream.decompress(packed, min(info.file_size, most) + 1)
        except zlib.error as error:
            raise Refused(DAMAGED) from error
        whole = len(content) > info.file_size or stream.eof
    if len(content) > min(info.file_size, most):
        raise Refused(BURSTS)
    if len(content) < info.file_size or not whole:
        raise Refused(DAMAGED)
    return content


def _packed(data: bytes, info: zipfile.ZipInfo) -> bytes:
    start = info.header_offset
    try:
        fields = _LOCAL_HEADER.unpack_from(data, start)
    except struct.error as error:
        raise Refused(DAMAGED) from error
    start += _LOCAL_HEADER.size + fields[9] + fields[10]
    if fields[0] != b"PK\x03\x04" or start + info.compress_size > len(data):
        raise Refused(DAMAGED)
    return data[start : start + info.compress_size]
