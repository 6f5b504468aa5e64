"""The case database, and everything that can be done to it. Faces stand above it."""
