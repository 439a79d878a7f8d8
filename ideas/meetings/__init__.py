"""실무회의 and 실현회의: seats, agenda, live questions, and records that decide (DESIGN.md §4.7)."""
