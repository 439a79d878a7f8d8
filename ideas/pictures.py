"""Citizens' photos: whatever a phone sends becomes two clean WebP pictures."""

import io
from dataclasses import dataclass

import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

pillow_heif.register_heif_opener()

MOST_BYTES = 15 * 1024 * 1024
# Checked from the header, before a pixel is decoded; the largest photo phones take by default has 50 million.
MOST_PIXELS = 50_000_000
LONGEST_SIDE, THUMBNAIL_SIDE = 1600, 480
# The JPEG reader opens MPO, the several-in-one JPEG of some phones, by itself.
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
ENDINGS = (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".webp", ".heic", ".heif")


class Unusable(Exception):
    """A file we cannot take; `str()` says why in the words of the person who sent it."""


@dataclass(frozen=True)
class Picture:
    """A photo without EXIF, position or profile, upright, as WebP bytes in two sizes."""

    image: bytes
    thumbnail: bytes


def _opened(upload, name: str) -> Image.Image:
    """The picture with only its header read. Raises Unusable for what is not a photo or would be too big to open."""
    try:
        image = Image.open(upload, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Unusable(_("“%(name)s”은 너무 커요. 5천만 화소까지 올릴 수 있어요.") % {"name": name}) from bomb
    except Exception as unknown:  # decoders raise whatever they stumble over; for the sender it is one thing
        raise Unusable(
            _("“%(name)s”을 사진으로 읽지 못했어요. JPEG, PNG, WebP, HEIC 사진을 골라 주세요.") % {"name": name}
        ) from unknown
    if image.width * image.height > MOST_PIXELS:
        raise Unusable(_("“%(name)s”은 너무 커요. 5천만 화소까지 올릴 수 있어요.") % {"name": name})
    return image


def _plain(image: Image.Image) -> Image.Image:
    """The picture in sRGB, with alpha where it had some."""
    see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    profile = image.info.get("icc_profile")
    mode = "RGBA" if see_through else "RGB"
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            wide = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(image, wide, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            return image.convert(mode)
    return image if image.mode == mode else image.convert(mode)


def _webp(image: Image.Image, side: int) -> bytes:
    """The pixels alone, at most `side` long: a new picture, so that nothing hidden in the old one can come along."""
    small = image.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    small.info = {}
    out = io.BytesIO()
    small.save(out, "WEBP", quality=82, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return out.getvalue()


def clean(upload, name: str) -> Picture:
    """Make the two pictures that are kept from an uploaded file. Of moving pictures the first frame stays.

    upload: an open binary file with `size` in bytes. name: how the sender called it, for the messages.
    Raises Unusable. The format is read from the bytes, not from the name: phones send HEIC as .jpg and we re-encode anyway;
    whatever hangs behind the pixels (the film of a motion photo, an archive) is gone afterwards.
    """
    if not upload.size:
        raise Unusable(_("“%(name)s”은 빈 파일이에요. 사진을 다시 골라 주세요.") % {"name": name})
    if upload.size > MOST_BYTES:
        raise Unusable(_("“%(name)s”은 너무 커요. 사진은 한 장에 15MB까지 올릴 수 있어요.") % {"name": name})
    if not name.lower().endswith(ENDINGS):
        raise Unusable(_("“%(name)s”은 올릴 수 없는 파일이에요. JPEG, PNG, WebP, HEIC 사진을 골라 주세요.") % {"name": name})
    image = _opened(upload, name)
    try:
        # JPEG decodes straight to a smaller size, which keeps memory and time small for large photos.
        image.draft(None, (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
        image.load()
        if image.mode not in ("P", "PA", "1"):
            image.thumbnail((LONGEST_SIDE * 2, LONGEST_SIDE * 2), Image.Resampling.BOX)
        upright = _plain(ImageOps.exif_transpose(image))
        return Picture(_webp(upright, LONGEST_SIDE), _webp(upright, THUMBNAIL_SIDE))
    except Exception as broken:  # as above: truncated data, impossible offsets, lying headers
        raise Unusable(_("“%(name)s”이 중간에 끊겼거나 깨진 것 같아요. 다시 골라 주세요.") % {"name": name}) from broken
