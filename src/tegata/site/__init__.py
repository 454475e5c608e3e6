"""The composition root: settings, URL tables, event wiring and the ``tegata`` command.

Owns: what runs with what.
Refuses: rules of any kind.
"""
