"""A Dask cluster reads: the same store as one process gives; a dead worker costs nothing, a poisoned page itself."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_workers import doubled, pages
from tui_reader.errors import UsageError
from tui_reader.ingest import ingest_pages
from tui_reader.store import Store

distributed = pytest.importorskip("distributed", reason="Dask is not installed")
dask = pytest.importorskip("dask")
pytestmark = pytest.mark.filterwarnings("ignore")  # a worker that dies leaves sockets and warnings of Dask's own


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of two workers, each a process that is started again when it dies.

    A task is given up after its second dead worker, not the fourth: each death is a start under load.
    """
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as local,
    ):
        yield local.scheduler_address


def test_a_store_is_the_same_whoever_reads(cluster: str, tmp_path: Path) -> None:
    stores, reports = [], []
    for name, address in (("here", None), ("there", cluster)):
        store = Store(tmp_path / f"{name}.db")
        reports.append(ingest_pages(store, pages(60), total=62, jobs=1, cluster=address))
        stores.append(store)
    here, there = reports
    assert here.kept == there.kept and len(there.kept) == 60
    assert [(bad.file, str(bad.error)) for bad in here.refused] == [(bad.file, str(bad.error)) for bad in there.refused]
    for ask in ("timeline", "quotations", "utterances", "events"):
        assert getattr(stores[0], ask)() == getattr(stores[1], ask)()
    for store in stores:
        store.close()


def test_a_worker_that_dies_costs_nothing_and_a_poisoned_page_itself(cluster: str, tmp_path: Path) -> None:
    from tui_reader.ingest.cluster import Cluster

    with Cluster(cluster) as workers:
        answers = workers.map(doubled, range(60), lambda number: -number)
        first = next(iter(answers))
        with distributed.Client(cluster, set_as_default=False) as other:  # half-way, somebody ends a worker
            os.kill(next(iter(other.run(os.getpid).values())), signal.SIGKILL)
        assert [first, *answers] == [-13 if number == 13 else 2 * number for number in range(60)]


def test_workers_that_have_gone_for_good_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from tui_reader.ingest.cluster import Cluster

    class Gone:
        """An answer that does not come, of a cluster whose one worker goes at the third look."""

        looks = 0

        def result(self, timeout: float) -> list[int]:
            raise TimeoutError

        def nthreads(self) -> dict[str, int]:
            self.looks += 1
            return {"worker": 1} if self.looks < 3 else {}

    workers = object.__new__(Cluster)
    workers._address, workers._client = "tcp://there:8786", Gone()
    with pytest.raises(UsageError, match="tcp://there:8786: the cluster's workers have gone"):
        workers._result(workers._client)
    assert workers._client.looks == 14


def test_no_cluster_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui_reader.ingest import cluster as module

    monkeypatch.setattr(module, "_ANSWER_SECONDS", 0.2)
    with pytest.raises(UsageError, match=r"tcp://127\.0\.0\.1:1: no scheduler answers"):
        module.Cluster("tcp://127.0.0.1:1")


def test_workers_of_another_version_are_refused(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui_reader.ingest import cluster as module

    monkeypatch.setattr(module, "__version__", "0.0.1")
    with pytest.raises(UsageError, match="another tui-reader"):
        module.Cluster(cluster)
