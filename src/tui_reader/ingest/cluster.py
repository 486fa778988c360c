"""The workers of a Dask cluster in the place of processes of this machine: the heavy reading goes there.

Pages go out and what was found in them comes back in order; one writer, here, writes it. A worker that dies costs
nothing but time: Dask gives its pages to another. A page that ends four workers is given up, alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from tui_reader import __version__
from tui_reader.errors import UsageError
from tui_reader.ingest.workers import each

if TYPE_CHECKING:
    from distributed import Client, Future

_TASK = 16  # pages a task: a task costs the scheduler a millisecond, a page of 400 words ten of a worker
_AHEAD = 3  # tasks a thread of a worker may be ahead of whoever takes what they give
_TRIES = 2  # of a page alone, before it is given up
_ANSWER_SECONDS = 10  # for the scheduler to answer
_LOOK_SECONDS = 5.0  # of waiting for an answer before it is looked whether there are workers
_WITHOUT_WORKERS = 12  # such looks that find none, before they count as gone

_In = TypeVar("_In")
_Out = TypeVar("_Out")


class Cluster:
    """The workers of the cluster at an address; used as `workers.Workers` is."""

    def __init__(self, address: str) -> None:
        """Connect. Raises UsageError: no Dask here, no answer, no workers, or workers of another version."""
        self._address = address
        self._client = _connected(address)
        try:
            self._refuse_others()
        except BaseException:
            self._client.close()
            raise

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leave the cluster, which takes back what was handed over."""
        self._client.close()

    def map(self, work: Callable[[_In], _Out], things: Iterable[_In], lost: Callable[[_In], _Out]) -> Iterator[_Out]:
        """Yield what `work`, a function of a module, gives of each thing, in order; see `workers.Workers.map`."""
        from distributed import KilledWorker

        waiting = iter(things)
        ahead: deque[tuple[list[_In], Future[list[_Out]]]] = deque()
        while True:
            most = max(1, sum(self._client.nthreads().values())) * _AHEAD
            while len(ahead) < most and (task := list(islice(waiting, _TASK))):
                ahead.append((task, self._submit(work, task)))
            if not ahead:
                return
            task, answer = ahead.popleft()
            try:
                yield from self._result(answer)
            except KilledWorker:
                yield from [self._alone(work, thing, lost) for thing in task]

    def _alone(self, work: Callable[[_In], _Out], thing: _In, lost: Callable[[_In], _Out]) -> _Out:
        from distributed import KilledWorker

        for _ in range(_TRIES):
            try:
                return self._result(self._submit(work, [thing]))[0]
            except KilledWorker:  # perhaps of another page, which was on the same workers
                continue
        return lost(thing)

    def _result(self, answer: Future[list[_Out]]) -> list[_Out]:
        """Wait for an answer. Raises UsageError where all workers have gone and none comes back: Dask would wait on."""
        without = 0  # looks that found no worker
        while without < _WITHOUT_WORKERS:
            try:
                return answer.result(timeout=_LOOK_SECONDS)
            except TimeoutError:
                without += not self._client.nthreads()
        hint = "what was read is kept: start some workers, and the same call again"
        raise UsageError("the cluster's workers have gone", self._address, hint)

    def _submit(self, work: Callable[[_In], _Out], task: list[_In]) -> Future[list[_Out]]:
        return self._client.submit(each, work, task, pure=False)  # Dask takes equal calls for one, unless told

    def _refuse_others(self) -> None:
        """Refuse a cluster without workers, and one that would read pages by other rules than ours."""
        versions = set(self._client.run(version, on_error="return").values())
        if not versions:
            raise UsageError("the cluster has no workers", self._address, "start some: dask worker ADDRESS")
        if versions != {__version__}:
            hint = f"install tui-reader {__version__} on each of them"
            raise UsageError("the workers have another tui-reader, or none", self._address, hint)


def version() -> str:
    """Return the version that a worker has."""
    return __version__


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("a cluster needs Dask", hint="pip install 'tui-reader[cluster]'") from None
    try:
        return Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "check that its scheduler runs: tcp://HOST:8786"
        raise UsageError("no scheduler answers", address, hint) from error
