"""What docker-compose.yml promises; script/check holds it against the schema of compose files."""

import re

import pytest

from .compose import ROOT, compose, services

OURS = ("web", "worker", "beat", "tables")


def test_only_the_proxy_can_be_reached_from_outside():
    assert [name for name, one in services().items() if "ports" in one] == ["proxy"]
    assert compose()["networks"]["inside"] == {"internal": True}
    assert {name for name, one in services().items() if one["networks"] == ["inside"]} == {
        "db",
        "broker",
    }


def test_everything_that_stays_says_how_it_is():
    assert {name for name, one in services().items() if "healthcheck" not in one} == {"tables"}
    assert {name for name, one in services().items() if one["restart"] == "no"} == {"tables"}


@pytest.mark.parametrize("name", [*OURS, "proxy"])
def test_ours_run_without_rights_and_on_a_disk_that_is_read_only(name):
    service = services()[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", OURS)
def test_the_header_of_the_proxy_is_trusted_where_nobody_else_can_send_it(name):
    environment = services()[name]["environment"]

    assert environment["BEHIND_TLS_PROXY"] == "true"
    assert environment["TRUSTED_PROXY_COUNT"] == "1"


def test_the_servers_are_new_enough_and_keep_what_they_are_given():
    images = {name: one["image"] for name, one in services().items()}

    assert int(re.match(r"postgres:(\d+)", images["db"])[1]) >= 16
    assert int(re.match(r"redis:(\d+)", images["broker"])[1]) >= 7
    assert "--appendonly yes" in services()["broker"]["command"]
    assert "--maxmemory-policy noeviction" in services()["broker"]["command"]
    kept = {
        volume.split(":")[0] for name in ("db", "broker") for volume in services()[name]["volumes"]
    }
    assert kept <= set(compose()["volumes"])


def test_the_proxy_shows_no_metrics_and_writes_no_addresses_down():
    rules = (ROOT / ".deploy" / "Caddyfile").read_text(encoding="utf-8")

    assert re.search(r"@inside path /metrics /metrics/\*\n\s+respond @inside 404\n", rules)
    assert "admin off" in rules
    assert "output" not in rules
