"""Pure decisions: what may become of a certificate, and what may stand on a list."""
