"""Decisions about residents, pure and by topic: records, ages, certificates' spelling, the feed."""
