"""Scripted people who use the service, and programs of others that watch them.

Owns: the story of one phone certificate's whole life, and the proofs obtained from outside.
Refuses: reaching past the doors: whoever acts here calls the interfaces that everybody calls.
"""
