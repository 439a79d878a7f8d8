"""Share pictures: what networks and messengers show beside a link of ours, 1200 × 630.

Whoever has something to share says what stands on its picture (Poster) and answers requests for it (`answer`); debates and
cards can do as ideas do in ideas/share_images.py.
"""

from common.poster.drawing import HEIGHT, WIDTH, picture
from common.poster.shelf import answer, clear_out, mark
from common.poster.words import CALM, Poster

__all__ = ["CALM", "HEIGHT", "WIDTH", "Poster", "answer", "clear_out", "mark", "picture"]
