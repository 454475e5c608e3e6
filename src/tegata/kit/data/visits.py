"""Rows of one-time links and of the visits that they open, by the SHA-256 of their tokens."""

from datetime import datetime

from django.db import connection

from tegata.kit.core.context import Actor, Channel, Role


def add_link(digest: bytes, actor: Actor, ends: datetime) -> None:
    """Write down a link that may be used once."""
    _add(digest, "link", actor, ends)


def add_visit(digest: bytes, actor: Actor, ends: datetime) -> None:
    """Write down a visit."""
    _add(digest, "visit", actor, ends)


def take_link(digest: bytes, now: datetime) -> Actor | None:
    """Use a link up: of two who try, one gets the actor. What is over is swept with it."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kit_visit WHERE ends_at <= %s", (now,))
        cursor.execute(
            "DELETE FROM kit_visit WHERE digest = %s AND step = 'link'"
            " RETURNING role, name, channel",
            (digest,),
        )
        return _actor(cursor.fetchone())


def find_visit(digest: bytes, now: datetime) -> Actor | None:
    """Fetch who visits; none when the visit is unknown or over."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT role, name, channel FROM kit_visit"
            " WHERE digest = %s AND step = 'visit' AND ends_at > %s",
            (digest, now),
        )
        return _actor(cursor.fetchone())


def _add(digest: bytes, step: str, actor: Actor, ends: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kit_visit (digest, step, role, name, channel, ends_at)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            (digest, step, actor.role, actor.name, actor.channel, ends),
        )


def _actor(row: tuple[str, str, str] | None) -> Actor | None:
    if row is None:
        return None
    role, name, channel = row
    return Actor(Role(role), name, Channel(channel))
