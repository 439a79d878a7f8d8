"""Photographs of nowhere, drawn on the spot, in any shape."""

import io

from PIL import Image, ImageDraw

SKY, SUN, SAND, WATER = (247, 214, 160), (245, 184, 61), (226, 199, 146), (10, 124, 134)


def photograph(width: int, height: int) -> bytes:
    """A shore in the evening as JPEG."""
    image = Image.new("RGB", (width, height), SKY)
    draw = ImageDraw.Draw(image)
    side = min(width, height)
    draw.ellipse((width * 0.6, height * 0.2, width * 0.6 + side * 0.3, height * 0.2 + side * 0.3), fill=SUN)
    draw.ellipse((-width * 0.4, height * 0.55, width * 0.9, height * 1.3), fill=SAND)
    draw.rectangle((0, height * 0.8, width, height), fill=WATER)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
