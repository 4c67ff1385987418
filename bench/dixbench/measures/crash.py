"""How long after the SIGKILL of a program its replacement is in main.

All managers live at the same time, each with one program, and are asked in turn: a noise of the
machine meets them alike. Only one kill is under way at a time, those managers apart that wait by
design; their replacements are collected when they come.
"""

import os
import random
import signal
import time

from ..peer import Service
from ..tools import MarkPipe, summary

PATIENCE = 0.05


class _Subject:
    """One manager with its program."""

    def __init__(self, peer, pipe, uptime):
        self.peer = peer
        self.pipe = pipe
        self.uptime = uptime
        self.samples = []
        self.killed = 0
        began, self.pid = self._first()
        self._plan(began)

    def _first(self):
        record = self.pipe.next(60)
        if record is None:
            raise TimeoutError(f"{self.peer.name} started nothing")
        return record

    def _plan(self, began):
        self.due = began + int(random.uniform(*self.uptime) * 1e9)

    def kill(self):
        self.killed = time.monotonic_ns()
        os.kill(self.pid, signal.SIGKILL)
        self.look(PATIENCE)

    def look(self, patience=0):
        record = self.pipe.next(patience)
        if record is not None:
            began, self.pid = record
            self.samples.append((began - self.killed) / 1e6)
            self.killed = 0
            self._plan(began)


def _rounds(subjects, count, seconds):
    """Goes round until each that is not slow by design has its samples, or time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and any(len(each.samples) < count for each in subjects):
        time.sleep(0.001)
        for each in subjects:
            if each.killed:
                each.look()
            elif each.due <= time.monotonic_ns() and len(each.samples) < count:
                each.kill()


def _measure(bench, title, uptime, count, seconds):
    peers, subjects = [], []
    try:
        for name in bench.peers_with_floor():
            peer = bench.peer(name)
            pipe = MarkPipe(str(peer.folder / "marks"))
            peer.configure([Service("one", peer.programs / "stamp", pipe.path)])
            peer.launch()
            peers.append(peer)
            subjects.append(_Subject(peer, pipe, uptime))
        for peer in peers:
            peer.await_client()
        time.sleep(3)
        _rounds(subjects, count, seconds)
        for each in subjects:
            if each.samples:
                bench.add("crash", title, each.peer.name, "ms", **summary(each.samples))
    finally:
        for peer in peers:
            peer.end()


def run(bench):
    short, long = (40, 12) if bench.quick else (bench.n or 200, min(bench.n or 60, 60))
    _measure(bench, "crash to replacement's main, up 40-70 ms", (0.04, 0.07), short, short * 0.3)
    _measure(bench, "crash to replacement's main, up > 1 s", (1.0, 1.2), long, long * 2.5)
