"""One URL table a process."""
