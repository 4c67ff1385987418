"""How long a person waits: for a status, and for a manager to come up."""

import subprocess
import time

from ..dixwatcher import without_cache
from ..peer import Service
from ..tools import Marks, summary


def _services(peer):
    marks = Marks(str(peer.folder / "marks"))
    return [Service("one", peer.programs / "stamp", marks.path)]


def _status(bench):
    """All managers live at once and are asked in turn."""
    count = 10 if bench.quick else bench.n or 50
    peers, times = [], {}
    try:
        for name in bench.peers:
            peer = bench.peer(name)
            peer.configure(_services(peer))
            peer.launch()
            peers.append(peer)
        for peer in peers:
            peer.await_client()
        time.sleep(3)
        for _ in range(count):
            for peer in peers:
                since = time.perf_counter()
                subprocess.run([str(word) for word in peer.status("one")], env=peer.env, check=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
                times.setdefault(peer.name, []).append((time.perf_counter() - since) * 1000)
    finally:
        for peer in peers:
            peer.end()
    for name, values in times.items():
        bench.add("client", "status of one program, by the client", name, "ms", **summary(values))


def _up(peer):
    since = time.perf_counter()
    peer.launch()
    try:
        peer.await_client()
        return (time.perf_counter() - since) * 1000
    finally:
        peer.end()


def _starts(peer):
    """Yields what kind of start, and how long it took: first in fresh folders, then in used ones."""
    peer.configure(_services(peer))
    yield "first", _up(peer)
    yield "again", _up(peer)


def run(bench):
    _status(bench)
    bare = None
    times = {}
    for _ in range(2 if bench.quick else 7):
        for name in bench.peers:
            for kind, took in _starts(bench.peer(name)):
                times.setdefault((kind, name), []).append(took)
            if name == "dixwatcher":
                bare = bare or without_cache(bench.folder / "bare")
                for kind, took in _starts(bench.peer(name, program=bare)):
                    times.setdefault((kind + ", no AOT cache", name), []).append(took)
    for (kind, name), values in times.items():
        bench.add("client", f"start until the client is answered, {kind}", name, "ms",
                  **summary(values))
