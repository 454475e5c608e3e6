"""Lints of JPKI's profiles: true of one kind of certificate under one rulebook."""
