"""Order signatures, sign what passes the lints, make CA keys."""
