"""The backup of docs/operate.md, and the restore of it: nothing is missing, the code runs on it."""

import os
import subprocess
import sys

import psycopg
import pytest

from tests import servers
from tests.faults.engine import short_folder

from .compose import ROOT

pytestmark = pytest.mark.own_database
PEOPLE = 5
DUMP = ("pg_dump", "--format=custom", "--file=records.dump")
RESTORE = ("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner")
TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"


def test_a_dump_restored_elsewhere_is_the_same_record():
    with short_folder() as folder:
        cluster = servers.new_cluster(folder)
        with cluster.running():
            cluster.create_database()
            assert manage(cluster.address, "-m", "tests.faults.evening", str(PEOPLE)) == 0
            cluster.use(*DUMP, "ldn")
            cluster.use("createdb", "restored")
            cluster.use(*RESTORE, "--dbname=restored", "records.dump")

            before = contents(cluster.libpq_address)
            after = contents(cluster.libpq_address.replace("dbname=ldn", "dbname=restored"))
            address = cluster.address.removesuffix("ldn") + "restored"
            assert manage(address, "manage.py", "migrate", "--check") == 0
    assert before == after
    assert before["accounts_patient"][0] == PEOPLE


def contents(address: str) -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a digest of them."""
    with psycopg.connect(address) as connection:
        names = [name for (name,) in connection.execute(TABLES)]
        return {
            name: connection.execute(
                f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {name} t"
            ).fetchone()
            for name in names
        }


def manage(address: str, *command: str) -> int:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "ldn_app.settings.test"}
    env["DATABASE_URL"] = address
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=env, check=False).returncode
