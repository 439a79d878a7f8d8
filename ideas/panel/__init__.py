"""상상누리단: applying, assigning, rating, voting on super-passes (DESIGN.md §4.6)."""
