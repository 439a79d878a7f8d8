"""Files as people send them, small and made on the spot."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ideas.documents import MAIN_PART, MIME


def photo_bytes(kind="JPEG", size=(64, 48), colour=(10, 120, 130), mode="RGB", **options) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def photo(name="photo.jpg", **options) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo_bytes(**options))


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def document_bytes(kind: str) -> bytes:
    """The least that counts as a document of this kind."""
    if kind == "pdf":
        return b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
    if kind == "hwp":
        return (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(504)
            + "FileHeader".encode("utf-16-le")
            + b"HWP Document File"
            + bytes(600)
        )
    first = ("mimetype", MIME["hwpx"].encode()) if kind == "hwpx" else ("[Content_Types].xml", b"<Types/>")
    return zipped({first[0]: first[1], MAIN_PART[kind]: b"<x/>"})


def document(name="plan.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, document_bytes(name.rpartition(".")[2]) if content is None else content)
