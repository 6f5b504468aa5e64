"""Benchmarks of the nightly check; see README.md beside this file."""
