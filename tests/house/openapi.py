"""The committed interface description: ``python -m house.openapi`` writes it anew."""

import json
import os
from pathlib import Path

COMMITTED = Path(__file__).parents[2] / "docs" / "openapi" / "authority.json"


def described() -> str:
    """Describe the authority's interface as it is."""
    from tegata.site.json import authority  # noqa: PLC0415 - Django must be set up first

    schema = authority.get_openapi_schema(path_prefix="/authority/")
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tegata.site.settings")
    django.setup()
    COMMITTED.write_text(described())
