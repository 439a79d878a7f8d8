"""attachments, pictures and documents: what is taken, what is refused, what is left of a photo."""

import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ideas import attachments, documents, pictures
from ideas.attachments import Unusable
from ideas.models import Attachment, Photo
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.uploads import document, document_bytes, photo, photo_bytes, zipped


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises many pixels and brings none."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (b"IHDR" + head, b"IDAT" + zlib.compress(b"\0" * 100))
    chunks = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("HEIF", "a.heic"), ("MPO", "a.jpg")]
)
def test_photos_of_every_kind_become_webp_in_two_sizes(kind, name):
    picture = pictures.clean(photo(name, kind=kind, size=(2400, 1200)), name)
    large, small = opened(picture.image), opened(picture.thumbnail)
    assert (large.format, large.size, small.format, small.size) == ("WEBP", (1600, 800), "WEBP", (480, 240))


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_colour_mode_is_taken(mode):
    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(pictures.clean(file("a.png", out.getvalue()), "a.png").image).size == (40, 30)


def test_where_and_with_what_a_photo_was_taken_is_gone_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[2] = (37.0, 33.0, 58.0)
    content = photo_bytes(size=(80, 40), exif=exif, comment=b"SECRET-COMMENT")
    assert b"SECRET-CAMERA" in content
    picture = pictures.clean(file("a.jpg", content), "a.jpg")
    for made in (picture.image, picture.thumbnail):
        assert opened(made).size == (40, 80)
        assert not opened(made).getexif()
        assert b"SECRET" not in made
        assert not {b"EXIF", b"XMP ", b"ICCP"} & {made[i : i + 4] for i in range(12, min(len(made), 200))}


def test_what_hangs_behind_the_pixels_is_gone():
    polyglot = photo_bytes() + zipped({"evil.html": b"<script>alert(1)</script>"}) + b"<script>"
    assert b"script" not in pictures.clean(file("a.jpg", polyglot), "a.jpg").image


def test_of_moving_pictures_the_first_frame_stays():
    out = io.BytesIO()
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    picture = opened(pictures.clean(file("a.webp", out.getvalue()), "a.webp").image)
    assert getattr(picture, "n_frames", 1) == 1
    assert picture.convert("RGB").getpixel((5, 5))[0] > 200


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.jpg", b"", "빈 파일"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "올릴 수 없는 파일"),
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "읽지 못했어요"),
        ("a.png", b"%PDF-1.4 %%EOF", "읽지 못했어요"),
        ("a.gif", b"GIF89a", "올릴 수 없는 파일"),
        ("a.exe", photo_bytes(), "올릴 수 없는 파일"),
        ("a.jpg", photo_bytes(size=(800, 800))[:900], "깨진 것 같아요"),
        ("a.png", png_header(60_000, 60_000), "5천만 화소"),
        ("a.png", png_header(9_000, 9_000), "5천만 화소"),
        ("a.png", png_header(300, 300), "깨진 것 같아요"),
        ("a.jpg", bytes(pictures.MOST_BYTES + 1), "15MB"),
    ],
)
def test_what_is_no_photo_is_refused_in_plain_words(name, content, words):
    with pytest.raises(Unusable, match=words):
        pictures.clean(file(name, content), name)


@pytest.mark.parametrize("kind", list(documents.MIME))
def test_documents_whose_name_and_bytes_agree_are_taken(kind):
    assert documents.check(document(f"plan.{kind}"), f"plan.{kind}") == kind


def test_hwp_3_and_upper_case_endings_are_taken():
    assert documents.check(file("old.hwp", b"HWP Document File V3.00 \x1a" + bytes(50)), "old.hwp") == "hwp"
    assert documents.check(document("plan.pdf"), "plan.PDF") == "pdf"


OFFICE = document_bytes("docx")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", document_bytes("hwp")),
        ("a.pdf", b"GIF89a" + document_bytes("pdf")),
        ("a.pdf", document_bytes("pdf") + OFFICE),
        ("a.pdf", b"%PDF-1.7 cut off"),
        ("a.hwp", document_bytes("docx")),
        ("a.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
        ("a.docx", document_bytes("xlsx")),
        ("a.xlsx", document_bytes("hwpx")),
        ("a.hwpx", zipped({"mimetype": b"text/html", "Contents/content.hpf": b""})),
        ("a.docx", zipped({"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b""})),
        ("a.docx", b"<html>" + OFFICE),
        ("a.docx", OFFICE + b"<html>"),
        ("a.docx", OFFICE[:-10]),
        ("a.docx", b"PK\x03\x04" + bytes(300)),
        ("a.docx", zipped({f"word/{'x' * 200}{n}": b"" for n in range(5000)})),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
    ],
)
def test_documents_that_are_not_what_their_name_says_are_refused(name, content):
    with pytest.raises(Unusable, match="이름"):
        documents.check(file(name, content), name)


@pytest.mark.parametrize(("name", "content", "words"), [("a.exe", b"MZ", "종류"), ("a.pdf", b"", "빈 파일"), ("a", b"x", "종류")])
def test_other_documents_are_refused_in_plain_words(name, content, words):
    with pytest.raises(Unusable, match=words):
        documents.check(file(name, content), name)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\계획.hwp", "계획.hwp"),
        ("계획\u202efdp.exe", "계획fdp.exe"),
        ("가\x00나\n.pdf", "가나.pdf"),
        ("한글.pdf", "한글.pdf"),
        ("...", "document"),
        ("a" * 300 + ".hwpx", "a" * 145 + ".hwpx"),
        ('x";y=.pdf', "x_y=.pdf"),
    ],
)
def test_file_names_lose_folders_and_tricks(name, clean):
    assert documents.clean_name(name) == clean
    assert len(documents.clean_name(name)) <= 150


@pytest.mark.django_db
class TestFilesOfAnIdea:
    @pytest.fixture
    def idea(self):
        return IdeaFactory(draft=True)

    def test_photos_keep_their_order_and_stay_dense(self, idea):
        one, two, three = (attachments.add_photo(idea, idea.author, photo()) for _ in range(3))
        attachments.move(three, idea.author, -1)
        assert list(idea.photos.all()) == [one, three, two]
        attachments.move(one, idea.author, -1)
        attachments.remove(one, idea.author)
        assert [(p.pk, p.position) for p in idea.photos.all()] == [(three.pk, 0), (two.pk, 1)]

    def test_the_eleventh_photo_and_the_sixth_document_are_refused(self, idea):
        for _ in range(10):
            attachments.add_photo(idea, idea.author, photo())
        with pytest.raises(Unusable, match="10장"):
            attachments.add_photo(idea, idea.author, photo())
        for _ in range(5):
            attachments.add_document(idea, idea.author, document())
        with pytest.raises(Unusable, match="5개"):
            attachments.add_document(idea, idea.author, document())
        assert (Photo.objects.count(), Attachment.objects.count()) == (10, 5)

    def test_strangers_change_nothing_and_leave_no_file_behind(self, idea):
        with pytest.raises(Unusable):
            attachments.add_photo(idea, UserFactory(), photo())
        with pytest.raises(Unusable):
            attachments.add_document(idea, UserFactory(), document())
        assert not Photo.objects.exists()
        mine = attachments.add_photo(idea, idea.author, photo())
        for act in (lambda who: attachments.remove(mine, who), lambda who: attachments.move(mine, who, 1)):
            with pytest.raises(Unusable):
                act(UserFactory())

    def test_files_go_with_their_row(self, idea, django_capture_on_commit_callbacks):
        picture = attachments.add_photo(idea, idea.author, photo())
        paper = attachments.add_document(idea, idea.author, document())
        names = [picture.image.name, picture.thumbnail.name, paper.file.name]
        assert all(default_storage.exists(name) for name in names)
        with django_capture_on_commit_callbacks(execute=True):
            idea.delete()
        assert not any(default_storage.exists(name) for name in names)

    def test_a_description_is_one_clean_line_without_resident_numbers(self, idea):
        mine = attachments.add_photo(idea, idea.author, photo())
        attachments.describe(mine, idea.author, " 그늘\u200b 없는\n다리 ")
        assert Photo.objects.get(pk=mine.pk).alt == "그늘 없는 다리"
        with pytest.raises(Unusable, match="주민등록번호"):
            attachments.describe(mine, idea.author, "900101-1234567")

    def test_a_document_keeps_its_name_in_the_row_and_not_on_the_disk(self, idea):
        paper = attachments.add_document(idea, idea.author, document("../우리 동네 계획.pdf", document_bytes("pdf")))
        assert (paper.name, paper.kind) == ("우리 동네 계획.pdf", "pdf")
        assert "계획" not in paper.file.name
