"""Where a card's sealed blobs are kept: a folder on disk, or memory."""

import os
from pathlib import Path

from attrs import define, field, frozen


@define
class MemoryShelf:
    """Keeps blobs for as long as the process lives, or for whoever stores ``blobs`` elsewhere."""

    blobs: dict[str, bytes] = field(factory=dict, repr=False)

    def read(self, name: str) -> bytes | None:
        """Give the blob, or nothing."""
        return self.blobs.get(name)

    def write(self, name: str, blob: bytes) -> None:
        """Replace the blob."""
        self.blobs[name] = blob

    def remove(self, name: str) -> None:
        """Forget the blob."""
        self.blobs.pop(name, None)


@frozen
class FolderShelf:
    """Keeps each blob in one file of a folder, readable by its owner alone."""

    folder: Path

    def read(self, name: str) -> bytes | None:
        """Give the blob, or nothing."""
        path = self._path(name)
        return path.read_bytes() if path.exists() else None

    def write(self, name: str, blob: bytes) -> None:
        """Write beside, sync, rename, sync the folder: in this order a crash loses nothing."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self._path(name).with_suffix(".new")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(blob)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path(name))
        self._sync()

    def remove(self, name: str) -> None:
        """Unlink the file, and make that durable."""
        path = self._path(name)
        if path.exists():
            path.unlink()
            self._sync()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.sealed"

    def _sync(self) -> None:
        descriptor = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
