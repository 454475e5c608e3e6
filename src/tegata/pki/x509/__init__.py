"""Names and parts of X.509 certificates (RFC 5280): parse, build what is to be signed, assemble."""
