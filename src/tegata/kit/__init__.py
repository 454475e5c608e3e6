"""Clock, chance, context, problems and the web and data kits that every room stands on.

Owns: what all rooms share and none could own.
Refuses: knowing any room's noun.
"""
