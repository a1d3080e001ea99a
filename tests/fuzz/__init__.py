"""Fuzzing the whole API in one process: `python -m tests.fuzz`, or `make fuzz`."""
