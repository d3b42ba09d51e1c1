"""Benchmarks: every one runs its reference in alternation, because absolute times on shared machines mean nothing."""
