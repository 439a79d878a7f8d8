"""상상토론: opening, arguing, taking a stance, closing with a summary (DESIGN.md §4.5)."""
