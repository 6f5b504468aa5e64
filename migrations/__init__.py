"""Migrations of the case database, found by name and run by casework.schema."""
