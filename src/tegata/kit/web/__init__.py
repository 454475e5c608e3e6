"""What doors share: who calls, how a refusal is shown, how a command ends.

Owns: callers, problem documents (RFC 9457), use-case commands.
Refuses: deciding anything.
"""
