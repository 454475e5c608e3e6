"""Wire events when Django is ready."""

from django.apps import AppConfig

from tegata.kit.data.events import SWITCHBOARD
from tegata.site.wiring import WIRES


class SiteConfig(AppConfig):
    """The composition root."""

    name = "tegata.site"
    label = "site"

    def ready(self) -> None:
        """Let every event find its jobs."""
        SWITCHBOARD.wires = WIRES
