"""Reads, one module a subject: the only place with `select`."""
