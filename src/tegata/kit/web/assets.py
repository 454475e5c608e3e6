"""Styles and pictures that rooms bring along: named by their content, kept by browsers for good."""

from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

PREFIX = "/static/"


@cache
def _files() -> dict[str, Path]:
    """List every file that may be served: whoever asks chooses a name, never a path."""
    folders = [Path(app.path) / "static" for app in apps.get_app_configs()]
    return {
        path.relative_to(folder).as_posix(): path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@cache
def asset(name: str) -> str:
    """Give the address of a file; another content has another address."""
    return f"{PREFIX}{name}?v={sha256(_files()[name].read_bytes()).hexdigest()[:16]}"


@require_safe
def serve(_request: HttpRequest, name: str) -> HttpResponse:
    """Serve one file."""
    found = _files().get(name)
    if found is None:
        raise Http404
    kind, _ = guess_type(name)
    response = HttpResponse(found.read_bytes(), content_type=kind or "application/octet-stream")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
