"""The closing line of script/test must be honest: what did not run did not pass."""

import pytest

from tests.run import _counts, main
from tests.servers import ServerDidNotStart

REPORT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


@pytest.mark.parametrize(
    ("tests", "failures", "errors", "skipped", "passed_and_failed"),
    [
        (10, 0, 0, 0, (10, 0)),
        (10, 2, 1, 0, (7, 3)),
        (10, 0, 0, 4, (6, 4)),
        (0, 0, 0, 0, (0, 0)),
    ],
)
def test_whatever_did_not_pass_counts_as_failed(
    tmp_path, tests, failures, errors, skipped, passed_and_failed
):
    report = tmp_path / "report.xml"
    report.write_text(REPORT.format(tests, failures, errors, skipped))

    assert _counts(report) == passed_and_failed


def test_run_without_a_report_has_failed(tmp_path):
    assert _counts(tmp_path / "absent.xml") == (0, 1)


def test_server_that_does_not_start_fails_the_run_and_tells_why(monkeypatch, capsys):
    def broken(folder):
        raise ServerDidNotStart("PostgreSQL: no space left")

    monkeypatch.setattr("tests.run.servers.postgres", broken)
    monkeypatch.setattr("tests.run.signal.signal", lambda *_: None)

    status = main([])

    assert status == 1
    assert "no space left" in capsys.readouterr().err
