"""The settings of the suite: the product's own, over a PostgreSQL of this checkout's.

``TEGATA_DATABASE_URL`` names a real server instead. The embedded one is started before Django
reads any setting, because its socket is one.
"""

import hashlib
import os
from pathlib import Path

from tegata.kit.data import postgres

CHECKOUT = hashlib.sha256(str(Path(__file__).parents[1]).encode()).hexdigest()[:8]
SERVER = Path(f"/var/tmp/tegata-test-{CHECKOUT}")

if not os.environ.get("TEGATA_DATABASE_URL"):
    os.environ["TEGATA_DATABASE_URL"] = postgres.start(SERVER).url("postgres")

from tegata.site.settings import *  # noqa: E402, F403
