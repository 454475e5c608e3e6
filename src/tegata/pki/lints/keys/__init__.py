"""Lints of public keys that are weak though they look sound."""
