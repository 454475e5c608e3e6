"""The decisions of this room, by topic."""
