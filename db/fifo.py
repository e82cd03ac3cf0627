"""First come, first served: SQLite's own busy handler is unfair under load."""

import threading
from collections import deque


class FifoLock:
    """A lock that writers take in the order they asked for it; re-entrant for one thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._queue: deque[threading.Event] = deque()
        self._owner: int | None = None

    def __enter__(self) -> "FifoLock":
        me = threading.get_ident()
        with self._guard:
            if self._owner == me:
                raise RuntimeError("a write transaction inside a write transaction")
            if self._owner is None:
                self._owner = me
                return self
            turn = threading.Event()
            self._queue.append(turn)
        turn.wait()
        self._owner = me
        return self

    def __exit__(self, *_exc: object) -> None:
        with self._guard:
            self._owner = None
            if self._queue:
                self._owner = -1  # taken, by the one whose turn it is
                self._queue.popleft().set()
