"""The certificate profiles of JPKI, as data."""
