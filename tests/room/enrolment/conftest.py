"""A person with a card, at an authority that enrols."""

from pathlib import Path

import pytest

from makers.enrolments import World
from tegata.kit.core.context import Context


@pytest.fixture
def world(ctx: Context, tmp_path: Path) -> World:
    return World.found(ctx, tmp_path).with_card()
