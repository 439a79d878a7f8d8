"""The site's own typefaces, built once at set-up from pinned packages, so that Korean shows on a machine without a Korean font.

Into VAR_DIR/fonts go `web/` (woff2 slices and fonts.css, collected as static files), `print/` (two whole faces for drawing
pictures) and the licence of each face. Nothing of it is in the repository.
"""

from common.webfont.build import build_fonts, fonts_are_built, print_display_font, print_font

__all__ = ["build_fonts", "fonts_are_built", "print_display_font", "print_font"]
