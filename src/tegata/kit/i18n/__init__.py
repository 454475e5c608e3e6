"""Words: what a refusal or a page says, in the reader's language.

Owns: the languages, and how a sentence finds its translation in its room's catalogue.
Refuses: Django, so that commands and the verifier speak as pages do; choosing for the reader.
"""
