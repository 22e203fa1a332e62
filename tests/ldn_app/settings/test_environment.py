"""What our settings make of a database's address."""

import sqlite3

from ldn_app.settings.environment import database

SECRET = "だれにも言っていないこと"


def test_sqlite_writes_over_what_was_deleted(tmp_path):
    file = tmp_path / "ldn.sqlite3"
    statements = database(f"sqlite:///{file}")["OPTIONS"]["init_command"]
    with sqlite3.connect(file) as connection:
        # Off where SQLite was built without it.
        connection.executescript(f"PRAGMA secure_delete=OFF;{statements}")
        connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)")
        connection.executemany("INSERT INTO notes (text) VALUES (?)", [(SECRET,)] * 500)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert SECRET.encode() in file.read_bytes()

        connection.execute("DELETE FROM notes")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    assert SECRET.encode() not in file.read_bytes()
