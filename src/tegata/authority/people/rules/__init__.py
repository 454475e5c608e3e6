"""Decisions about residents, pure and by topic: records, ages, the repertoire, the feed."""
