"""Measures pages against honest yardsticks on the same machine in the same run (see docs/PERFORMANCE.md)."""
