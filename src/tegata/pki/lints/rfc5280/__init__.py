"""Lints of RFC 5280: true of every certificate in the world."""
