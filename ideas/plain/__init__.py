"""Plain language: a glossary of office words, and a reader that marks what citizens would stumble over."""

from ideas.plain.check import Hint, HintKind, Score, check, score
from ideas.plain.look import Look, look_over

__all__ = ["Hint", "HintKind", "Look", "Score", "check", "look_over", "score"]
