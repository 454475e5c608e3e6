"""Use-cases: changes of one certificate, and lists of all that are stopped."""
