"""The My Number Card and the phone's secure element, and the ends that connect them to PC/SC.

Owns: APDUs, applets, PINs and their tries, keys sealed at rest, the terminal's side, vpcd and PC/SC.
Refuses: a database; network outside ``vpcd`` and ``pcsc``; knowing who the holder is to the service.
"""
