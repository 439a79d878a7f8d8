"""Citizens' documents: what they are is read from their bytes, and it must agree with their name."""

import re
import struct
import zipfile

from django.utils.translation import gettext as _

from common.words import clean_line
from ideas.pictures import Unusable

MOST_BYTES = 30 * 1024 * 1024
LONGEST_NAME = 150
MIME = {
    "pdf": "application/pdf",
    "hwp": "application/x-hwp",
    "hwpx": "application/hwp+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
MAIN_PART = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "hwpx": "Contents/content.hpf",
}

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HWP = b"HWP Document File"
END_OF_ARCHIVE, END_SIZE = b"PK\x05\x06", 22
ZIP64_LOCATOR, ZIP64_LOCATOR_SIZE = b"PK\x06\x07", 20
# The list of members is read whole into memory: real documents need a few kilobytes for it.
MOST_LIST_BYTES = 1024 * 1024
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|;%]+')


def clean_name(name: str) -> str:
    """A file name that is safe to show and to save: no folders, no invisible or reserved characters, at most 150 characters."""
    name = clean_line(name).replace("\\", "/").rsplit("/", 1)[-1]
    name = NOT_IN_NAMES.sub("_", name).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem:
        return (name or "document")[:LONGEST_NAME]
    ending = ending[:10].strip()
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip()}.{ending}"


def _members(upload) -> zipfile.ZipFile | None:
    """The archive, when the file is exactly one: begins as one, ends as one, with a list of members of sane size.

    Files that are an archive and something else at once, and archives whose list alone would fill the memory, are none.
    """
    upload.seek(0)
    if upload.read(4) != b"PK\x03\x04":
        return None
    upload.seek(max(0, upload.size - END_SIZE - 0xFFFF))
    tail = upload.read()
    at = tail.rfind(END_OF_ARCHIVE)
    if at < 0 or len(tail) < at + END_SIZE or tail[max(0, at - ZIP64_LOCATOR_SIZE) : at].startswith(ZIP64_LOCATOR):
        return None
    list_bytes, list_starts, comment_bytes = struct.unpack("<IIH", tail[at + 12 : at + END_SIZE])
    ends_at = upload.size - len(tail) + at
    whole = list_starts + list_bytes == ends_at and at + END_SIZE + comment_bytes == len(tail)
    if list_bytes > MOST_LIST_BYTES or not whole:
        return None
    try:
        return zipfile.ZipFile(upload)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None


def _is_office(upload, kind: str) -> bool:
    archive = _members(upload)
    if archive is None:
        return False
    names = set(archive.namelist())
    if MAIN_PART[kind] not in names or any(name.lower().endswith("vbaproject.bin") for name in names):
        return False
    if kind == "hwpx":
        try:
            with archive.open("mimetype") as member:
                return member.read(64).strip() == MIME["hwpx"].encode()
        except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
            return False
    return "[Content_Types].xml" in names


def _is_hwp(upload) -> bool:
    """HWP 5 is an OLE container with a FileHeader stream that names it; HWP 3 begins with the name itself."""
    upload.seek(0)
    start = upload.read(8)
    upload.seek(0)
    if start != OLE:
        return upload.read(len(HWP)) == HWP
    whole = upload.read(MOST_BYTES + 1)
    return HWP in whole and "FileHeader".encode("utf-16-le") in whole


def _is_pdf(upload) -> bool:
    upload.seek(0)
    if upload.read(5) != b"%PDF-":
        return False
    upload.seek(max(0, upload.size - 2048))
    if b"%%EOF" not in upload.read():
        return False
    upload.seek(0)
    return not zipfile.is_zipfile(upload)


def check(upload, name: str) -> str:
    """The kind of an uploaded document: pdf, hwp, hwpx, docx, xlsx or pptx.

    upload: an open binary file with `size` in bytes. name: its cleaned name. Raises Unusable when the name and the bytes do not
    say the same, the file is empty or larger than 30 MB, or it carries macros. Nothing is ever unpacked.
    """
    kind = name.rpartition(".")[2].lower()
    if kind not in MIME:
        raise Unusable(
            _("“%(name)s”은 올릴 수 없는 종류예요. pdf, hwp, hwpx, docx, xlsx, pptx 문서를 골라 주세요.") % {"name": name}
        )
    if not upload.size:
        raise Unusable(_("“%(name)s”은 빈 파일이에요. 문서를 다시 골라 주세요.") % {"name": name})
    if upload.size > MOST_BYTES:
        raise Unusable(_("“%(name)s”은 너무 커요. 문서는 하나에 30MB까지 올릴 수 있어요.") % {"name": name})
    fits = {"pdf": _is_pdf, "hwp": _is_hwp}.get(kind)
    if not (fits(upload) if fits else _is_office(upload, kind)):
        raise Unusable(
            _("“%(name)s”의 내용이 이름(.%(kind)s)과 달라요. 암호나 매크로가 있다면 빼고 다시 저장해 주세요.")
            % {"name": name, "kind": kind}
        )
    upload.seek(0)
    return kind
