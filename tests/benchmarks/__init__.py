"""Benchmarks, to be run by hand: `python -m tests.benchmarks.paint` and so on. They print ratios, never fail."""
