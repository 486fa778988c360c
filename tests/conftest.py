"""What every test may rely on."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.server import Server, running

NO_SERVER = "PostgreSQL is not installed (Debian: apt install postgresql)"

# In CI the same examples every time: a submission is judged by its change, not by a draw. At a desk they are
# drawn anew, and what they find becomes an example of its own. No deadline: no test asserts a time.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("desk"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if NO_SERVER in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} tests of a store on a server were skipped: {NO_SERVER}")


@pytest.fixture(scope="session")
def one_server() -> Iterator[Server | None]:
    with running() as server:
        yield server


@pytest.fixture
def server(one_server: Server | None) -> Server:
    """A server for stores; the test is skipped where PostgreSQL is not installed."""
    if one_server is None:
        pytest.skip(NO_SERVER)
    return one_server
