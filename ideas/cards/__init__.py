"""관리카드: what becomes of adopted ideas, until they are built and after (DESIGN.md §4.8)."""
