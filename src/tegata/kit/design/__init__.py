"""How pages look: the frame of every page, its parts, its styles, and drawings from numbers.

Owns: templates ``design/…``, the style sheet with its tokens, charts as plain SVG.
Refuses: scripts, fonts and pictures from elsewhere; anybody's emblem; knowing any room's noun.
"""
