"""The process environment, read once; every setting that may be overridden is named here."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()

DATA_DIR = Path(env.str("LDN_DATA_DIR", default=str(BASE_DIR / "var")))


def database(url: str) -> dict:
    """Django's database settings for ``url`` (sqlite:///path or postgres://…).

    SQLite runs in WAL mode, takes its write lock at the start of a transaction (so that two
    writers wait instead of failing half-way), enforces foreign keys (Django's default) and writes
    zeros over what was deleted.
    PostgreSQL gets a psycopg connection pool (see ``_postgresql``).
    """
    config = environ.Env.db_url_config(url)
    if "sqlite" in config["ENGINE"]:
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA secure_delete=ON;",
        }
        return config
    return _postgresql(config)


def _postgresql(config: dict) -> dict:
    """A pool that is back within seconds, however long the database was away.

    The pool's own pauses double up to ``reconnect_timeout``; at its end it forgets the attempt,
    and whoever asks next begins a new one at once. Lines that went dead without a word are found
    by keepalives. A process that was frozen in the middle of a transaction lets go of its rows
    after a minute, and nobody waits longer for a lock than half of that.
    """
    config["CONN_HEALTH_CHECKS"] = True
    options = config.setdefault("OPTIONS", {})
    options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 5, "reconnect_timeout": 2}
    options.setdefault("connect_timeout", 4)
    options |= {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3}
    options["tcp_user_timeout"] = 20_000
    options.setdefault("options", "-c idle_in_transaction_session_timeout=60s -c lock_timeout=30s")
    return config


def celery_broker(url: str) -> str:
    """The same Redis as ``url`` in Celery's spelling (a unix socket is ``redis+socket://``)."""
    return url.replace("unix://", "redis+socket://", 1) if url.startswith("unix://") else url


def redis_address(url: str) -> str:
    """The same Redis as ``url`` in redis-py's spelling (a unix socket is ``unix://``)."""
    return url.replace("redis+socket://", "unix://", 1)


def own_address() -> str:
    """Where this machine's own web server listens (HOST, PORT), as a person types it."""
    host = env.str("HOST", default="") or "127.0.0.1"
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    host = "localhost" if host == "127.0.0.1" else host  # A passkey needs a name.
    port = env.str("PORT", default="") or "8000"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
