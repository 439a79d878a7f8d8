"""Colours by how they look: lightness, vividness and hue (OKLCH), to and from the hex colours of style sheets.

Colours of one lightness look equally light whatever their hue, so a palette keeps its balance when its hues change.
After Björn Ottosson, "A perceptual color space for image processing" (2020).
"""

import math
from typing import NamedTuple

from common.contrast import full_hex

# Fine enough that two steps of vividness give the same hex colour.
SHARPNESS = 0.0005


class Look(NamedTuple):
    """How a colour looks: lightness 0 to 1, vividness from 0 (grey), hue in degrees."""

    light: float
    vivid: float
    hue: float


def look_of(colour: str) -> Look:
    """How a hex colour looks. Raises ValueError for anything but a hex colour."""
    digits = full_hex(colour)
    red, green, blue = (_linear(int(digits[place : place + 2], 16) / 255) for place in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Look(light, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def colour_of(look: Look) -> str:
    """The hex colour that looks so; a colour no screen can show becomes less vivid until one can."""
    light, vivid = min(1.0, max(0.0, look.light)), max(0.0, look.vivid)
    channels = _channels(light, vivid, look.hue)
    if not _shown(channels):
        least, most = 0.0, vivid
        while most - least > SHARPNESS:
            middle = (least + most) / 2
            least, most = (middle, most) if _shown(_channels(light, middle, look.hue)) else (least, middle)
        channels = _channels(light, least, look.hue)
    return "#" + "".join(f"{round(255 * _encoded(min(1.0, max(0.0, channel)))):02x}" for channel in channels)


def _channels(light: float, vivid: float, hue: float) -> tuple[float, float, float]:
    """Red, green and blue as amounts of light; beyond 0 to 1 for colours no screen can show."""
    a, b = vivid * math.cos(math.radians(hue)), vivid * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _shown(channels: tuple[float, float, float]) -> bool:
    return all(-0.0001 <= channel <= 1.0001 for channel in channels)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
