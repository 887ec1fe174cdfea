"""Counts, measures and sentences about many plans."""
