"""A deliberately awkward little city, and pictures of every page and state of it; see `python -m tests.gallery --help`."""
