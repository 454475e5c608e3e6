"""The two marks of this suite: which requirement row a test asserts, which peer it runs."""

import pytest

row = pytest.mark.row
peer = pytest.mark.peer
