"""Pictures for the demo, drawn when it is loaded, so that no picture file has to be kept."""

from functools import cache
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from home.demo.pictures import indoors, streets, water

PICTURES = {**water.PICTURES, **streets.PICTURES, **indoors.PICTURES}


def upload_of(name: str) -> SimpleUploadedFile:
    """Picture `name` (a key of PICTURES) as if somebody had sent it."""
    return SimpleUploadedFile(f"{name}.jpg", drawn(name), content_type="image/jpeg")


@cache
def drawn(name: str) -> bytes:
    """Picture `name` as a JPEG; several ideas show the same ones."""
    file = BytesIO()
    PICTURES[name]().save(file, "JPEG", quality=88)
    return file.getvalue()
