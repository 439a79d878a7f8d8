"""A small load generator: keep-alive connections over plain sockets, one thread each, in a process of its own.

Requests are made before the clock starts, so that the generator costs little beside the server on the same cores.
"""

import itertools
import multiprocessing
import socket
import threading
import time
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """What is sent: a path, or a path with a body; `headers` are extra header lines."""

    path: str
    method: str = "GET"
    headers: tuple[str, ...] = ()
    body: bytes = b""

    def encode(self, host: str) -> bytes:
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {host}", "Accept-Encoding: identity", *self.headers]
        if self.method != "GET":
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + self.body


@dataclass
class Result:
    """What came back: seconds of each answer, how long it took in all, statuses that were not expected."""

    times: list[float] = field(default_factory=list)
    elapsed: float = 0.0
    failures: list[str] = field(default_factory=list)
    size: int = 0

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.times) / self.elapsed if self.elapsed else 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds below which `share` of the answers came."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def read_answer(stream) -> tuple[int, int]:
    """Read one answer with a Content-Length or in chunks; returns status and bytes of the body."""
    status = int(stream.readline().split(b" ", 2)[1])
    length, chunked = None, False
    while (line := stream.readline()) not in (b"\r\n", b""):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
        elif name.lower() == b"transfer-encoding" and b"chunked" in value.lower():
            chunked = True
    if chunked:
        total = 0
        while size := int(stream.readline(), 16):
            stream.read(size + 2)
            total += size
        stream.readline()
        return status, total
    if length:
        stream.read(length)
    return status, length or 0


def one_connection(port, requests, expected, until, result, lock):
    """Send requests one after another until the time is over."""
    times, failures, size = [], [], 0
    connection = stream = None
    for request in itertools.cycle(requests):
        began = time.perf_counter()
        if began >= until:
            break
        try:
            if connection is None:
                connection = socket.create_connection(("127.0.0.1", port), timeout=60)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                stream = connection.makefile("rb")
            connection.sendall(request)
            status, size = read_answer(stream)
        except (OSError, IndexError, ValueError) as fault:
            # The server closed a connection it had kept long enough: open a new one, and count it as a failure.
            failures.append(type(fault).__name__)
            connection = None
            continue
        if status in expected:
            times.append(time.perf_counter() - began)
        else:
            failures.append(str(status))
    if connection:
        connection.close()
    with lock:
        result.times += times
        result.failures += failures
        result.size = max(result.size, size)


def _run(port, requests, expected, connections, seconds, pipe):
    encoded = [request.encode(f"127.0.0.1:{port}") for request in requests]
    result, lock = Result(), threading.Lock()
    began = time.perf_counter()
    threads = [
        threading.Thread(
            target=one_connection, args=(port, encoded[i::connections] or encoded, expected, began + seconds, result, lock)
        )
        for i in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.elapsed = time.perf_counter() - began
    pipe.send(result)


def measure(port: int, requests: list[Request], connections: int, seconds: float, expected=(200,)) -> Result:
    """Send `requests` in turn over `connections` connections to loopback port `port` for `seconds`."""
    ours, theirs = multiprocessing.get_context("fork").Pipe()
    process = multiprocessing.get_context("fork").Process(
        target=_run, args=(port, requests, expected, connections, seconds, theirs)
    )
    process.start()
    result = ours.recv()
    process.join()
    return result
