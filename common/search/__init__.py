"""Search through Wagtail's index, which holds Korean as two-syllable pieces (common/korean.py)."""
