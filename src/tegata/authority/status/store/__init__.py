"""Rows of the state of certificates ↔ values, by topic."""
