"""A thousand sleeping programs: start, stop, memory, idle processor time."""

import statistics
import time

from .. import procfs
from ..peer import Service
from ..tools import Failed, Marks, until

SETTLE = 5


def _services(peer, marks, count):
    return [Service(f"p{i:04}", peer.programs / "stamp", marks.path) for i in range(count)]


def _seconds_to_last(records, since):
    return (max(began for began, _ in records) - since) / 1e9


def _gone(pids):
    """Says whether none of them lives; looks at one only, as long as that one lives."""
    while pids and not procfs.alive(pids[-1]):
        pids.pop()
    return not pids


def _stop(peer, records):
    pids = [pid for _, pid in records]
    since = time.monotonic()
    asking = peer.do_all("stop")
    until(lambda: _gone(pids), 300, f"{peer.name} stopped all")
    took = time.monotonic() - since
    asking.wait(timeout=300)
    return took, time.monotonic() - since


def _start(peer, marks, count):
    marks.clear()
    since = time.monotonic_ns()
    asking = peer.do_all("start")
    records = marks.wait(count, 300)
    asking.wait(timeout=300)
    return _seconds_to_last(records, since), records


def _empty(bench, name):
    """Returns the memory of a manager that has nothing to do, in KiB."""
    peer = bench.peer(name)
    try:
        peer.configure([])
        peer.launch()
        peer.await_client()
        time.sleep(SETTLE)
        return procfs.pss_kib(peer.own())
    finally:
        peer.end()


class _Crowd:
    """One manager's life with many programs."""

    def __init__(self, bench, name):
        self.bench = bench
        self.name = name
        self.count = 100 if bench.quick else bench.crowd
        self.figures = {}

    def note(self, title, value):
        self.figures.setdefault(title, []).append(value)

    def round(self, first):
        peer = self.bench.peer(self.name)
        marks = Marks(str(peer.folder / "marks"))
        peer.configure(_services(peer, marks, self.count))
        procfs.drop_caches()
        kernel = procfs.kernel_kib()
        try:
            since = time.monotonic_ns()
            peer.launch()
            records = marks.wait(self.count, 300)
            self.note("start of all, cold (s)", _seconds_to_last(records, since))
            peer.await_client(300)
            if first:
                self.look(peer, kernel)
            if peer.all_of("stop"):
                self.stop_and_start(peer, marks, records)
        finally:
            peer.end()

    def look(self, peer, kernel):
        """What it costs to have them, once they are all there."""
        time.sleep(SETTLE)
        self.note("memory of all its processes, PSS (MiB)", procfs.pss_kib(peer.own()) / 1024)
        procfs.drop_caches()
        self.note("kernel", (procfs.kernel_kib() - kernel) / self.count)
        own = peer.own()
        seconds = 5 if self.bench.quick else 20
        before, since = procfs.cpu_ns(own), time.monotonic_ns()
        time.sleep(seconds)
        used = procfs.cpu_ns(own) - before
        self.note("idle, share of a core (%)", 100 * used / (time.monotonic_ns() - since))

    def stop_and_start(self, peer, marks, records):
        for _ in range(2):
            gone, answered = _stop(peer, records)
            self.note("stop of all, until the last is gone (s)", gone)
            self.note("stop of all, until the client is answered (s)", answered)
            took, records = _start(peer, marks, self.count)
            self.note("start of all, daemon running (s)", took)

    def report(self, floor):
        empty = self.figures.pop("empty", None)
        kernel = self.figures.pop("kernel", None)
        if empty:
            grown = self.figures["memory of all its processes, PSS (MiB)"][0] * 1024 - empty[0]
            self.figures["memory of its own, empty, PSS (MiB)"] = [empty[0] / 1024]
            self.figures["memory growth per program, PSS (KiB)"] = [grown / self.count]
        if kernel and floor is not None:
            self.figures["kernel memory per program beyond the program's own (KiB)"] = [
                kernel[0] - floor]
        for title, values in self.figures.items():
            unit = title[title.rindex("(") + 1:-1]
            self.bench.add("crowd", f"{self.count} programs: {title}", self.name, unit,
                           n=len(values), p50=statistics.median(values), min=min(values),
                           max=max(values))


def run(bench):
    crowds = [_Crowd(bench, name) for name in bench.peers_with_floor()]
    for number in range(1 if bench.quick else bench.rounds):
        for crowd in list(crowds):
            bench.say(f"{crowd.count} programs, round {number + 1}: {crowd.name}")
            try:
                if number == 0 and crowd.name != "floor":
                    crowd.note("empty", _empty(bench, crowd.name))
                crowd.round(number == 0)
            except Failed as failure:
                bench.failed("crowd", crowd.name, failure)
                crowds.remove(crowd)
    own = next((c.figures.pop("kernel")[0] for c in crowds if c.name == "floor"), None)
    for crowd in crowds:
        crowd.report(own)
