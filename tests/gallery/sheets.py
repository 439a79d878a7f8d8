"""Contact sheets: many pictures small, side by side, so that what does not fit the others is seen at once."""

from pathlib import Path

from PIL import Image, ImageDraw

TILES = {320: 200, 390: 220, 768: 300, 1280: 420}
COLUMNS = {320: 8, 390: 7, 768: 5, 1280: 4}
ROWS = 2
GAP, LABEL = 12, 18
# The feet of very long pages say nothing new.
TALLEST = 2.2


def tile(shot: Path, wide: int) -> Image.Image:
    """A picture as wide as asked for, without the foot of a very long page."""
    with Image.open(shot) as picture:
        picture = picture.convert("RGB")
        picture = picture.crop((0, 0, picture.width, min(picture.height, round(picture.width * TALLEST * 390 / max(390, wide)))))
        return picture.resize((wide, round(picture.height * wide / picture.width)), Image.Resampling.LANCZOS)


def contact_sheet(shots: list[Path], name: Path, width: int) -> str:
    """Write sheets `name`-1.png, `name`-2.png … and say where they are."""
    wide, columns = TILES[width], COLUMNS[width]
    a_sheet = columns * ROWS
    parts = [shots[start : start + a_sheet] for start in range(0, len(shots), a_sheet)]
    for number, part in enumerate(parts, 1):
        tiles = [tile(shot, wide) for shot in part]
        rows = [tiles[start : start + columns] for start in range(0, len(tiles), columns)]
        tall = sum(max(each.height for each in row) + LABEL + GAP for row in rows) + GAP
        sheet = Image.new("RGB", (columns * (wide + GAP) + GAP, tall), "white")
        draw, top, names = ImageDraw.Draw(sheet), GAP, iter(part)
        for row in rows:
            for column, each in enumerate(row):
                left = GAP + column * (wide + GAP)
                draw.text((left, top), next(names).stem, fill="black")
                sheet.paste(each, (left, top + LABEL))
            top += max(each.height for each in row) + LABEL + GAP
        sheet.save(f"{name}-{number}.png")
    return f"{name}-1…{len(parts)}.png"
