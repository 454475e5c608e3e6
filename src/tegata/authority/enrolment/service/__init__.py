"""The use-cases of enrolment, by topic."""
