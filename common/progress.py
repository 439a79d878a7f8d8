"""A progress line for long commands; silent where nobody watches (no terminal)."""

import time

EVERY = 0.2  # seconds between two drawings
WIDTH = 30


class Progress:
    """Shows how far a command is: `with Progress(stream, 500, "ideas") as bar: bar.step(20)`.

    stream: where to draw (self.stderr of a command). total: how many steps there will be, 0 when unknown. unit: what is counted.
    """

    def __init__(self, stream, total: int = 0, unit: str = ""):
        self.stream, self.total, self.unit = stream, total, unit
        self.shown = bool(getattr(stream, "isatty", lambda: False)())
        self.done, self.drawn = 0, 0.0
        self.started = time.monotonic()

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        if self.shown:
            self._draw()
            self.stream.write("\n", ending="") if hasattr(self.stream, "style_func") else self.stream.write("\n")

    def step(self, count: int = 1) -> None:
        """Count `count` more steps."""
        self.done += count
        now = time.monotonic()
        if self.shown and now - self.drawn >= EVERY:
            self.drawn = now
            self._draw()

    def _draw(self) -> None:
        speed = self.done / max(time.monotonic() - self.started, 0.001)
        line = f"{self.done:,} {self.unit} · {speed:,.0f}/s"
        if self.total:
            share = min(1.0, self.done / self.total)
            filled = round(share * WIDTH)
            line = f"[{'█' * filled}{'·' * (WIDTH - filled)}] {share:4.0%} {line}"
        text = f"\r{line:<78}"
        self.stream.write(text, ending="") if hasattr(self.stream, "style_func") else self.stream.write(text)
        self.stream.flush()
