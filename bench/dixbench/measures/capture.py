"""What it costs to capture output: processor time per line of quiet writers, and the flood of one."""

import pathlib
import shutil
import statistics
import subprocess
import time

from .. import procfs
from ..peer import Service
from ..tools import Failed, Marks, until

WRITERS, RATE, LINE = 10, 1000, 100
FLOOD_LINE = 200


def _size(files):
    return sum(file.stat().st_size for file in files if file.exists())


def _logged(peer):
    return sum(_size(peer.logs(service.name)) for service in peer.services)


def _paced(bench, name):
    seconds = 3 if bench.quick else 10
    peer = bench.peer(name)
    marks = Marks(str(peer.folder / "marks"))
    command = [peer.programs / "writer", marks.path, RATE * (seconds + 8), LINE, 1, RATE]
    peer.configure([Service(f"writer{i}", *command) for i in range(WRITERS)])
    try:
        peer.launch()
        marks.wait(WRITERS, 60)
        time.sleep(3)
        own = peer.own()
        lines, before = _logged(peer), procfs.cpu_ns(own)
        time.sleep(seconds)
        used = procfs.cpu_ns(own) - before
        lines = (_logged(peer) - lines) / LINE
        if lines < 0.9 * WRITERS * RATE * seconds:
            raise Failed(f"only {lines:.0f} lines were logged in {seconds} s")
        return used / lines / 1000
    finally:
        peer.end()


def _touch(folder, size):
    """In a virtual machine the first touch of memory is the host's work: do it beforehand."""
    path = pathlib.Path(folder) / "touch"
    block = b"x" * (1 << 20)
    with open(path, "wb") as file:
        for _ in range(2 * size >> 20):
            file.write(block)
    path.unlink()


def _flood(bench, name, group):
    """Returns MB/s and s of processor time per GB; fails if a line is lost, doubled or broken."""
    size = (100 if bench.quick else bench.flood_mb) * 1_000_000
    lines = size // FLOOD_LINE
    peer = bench.peer(name)
    marks = Marks(str(peer.folder / "marks"))
    _touch(peer.log_folder, size)
    peer.configure([Service("writer", peer.programs / "writer", marks.path, lines, FLOOD_LINE,
                            group, 0)])
    try:
        peer.launch()
        (began, _), *_ = marks.wait(1, 60)
        files = None

        def complete():
            nonlocal files
            files = peer.logs("writer")
            return _size(files) >= size

        until(complete, 300, f"{size} bytes in the log ({_logged(peer)} are)", pause=0.003)
        took = time.monotonic_ns() - began
        used = procfs.cpu_ns(peer.own())
        _check(bench, peer.logs("writer"), lines)
        return size / 1e6 / (took / 1e9), used / 1e9 / (size / 1e9)
    finally:
        peer.end()
        shutil.rmtree(peer.log_folder, ignore_errors=True)


def _check(bench, files, lines):
    found = subprocess.run(
        [str(bench.built / "check"), str(FLOOD_LINE), *map(str, files)], check=True,
        stdout=subprocess.PIPE).stdout.decode().strip()
    if found != f"{lines} 0 0 0":
        raise Failed(f"of {lines} lines: found, missing, twice, broken = {found}")


def _try(bench, name, action):
    try:
        return action()
    except Failed as failure:
        bench.failed("capture", name, failure)
        return None


def run(bench):
    rounds = 1 if bench.quick else bench.rounds
    paced, floods = {}, {}
    for number in range(rounds):
        for name in bench.peers:
            bench.say(f"output, round {number + 1}: {name}")
            cost = _try(bench, name, lambda name=name: _paced(bench, name))
            if cost is not None:
                paced.setdefault(name, []).append(cost)
            for group in (1, 20):
                figures = _try(bench, name, lambda name=name, group=group:
                               _flood(bench, name, group))
                if figures is not None:
                    floods.setdefault((group, name), []).append(figures)
    for name, values in paced.items():
        bench.add("capture", f"{WRITERS} writers, {RATE} lines/s each: CPU per line", name, "µs",
                  n=len(values), p50=statistics.median(values), min=min(values), max=max(values))
    for (group, name), values in floods.items():
        _report(bench, group, name, values)


def _report(bench, group, name, figures):
    how = "a line a write" if group == 1 else f"{group} lines a write"
    for title, unit, values in (("rate", "MB/s", [rate for rate, _ in figures]),
                                ("CPU of the manager", "s/GB", [cpu for _, cpu in figures])):
        bench.add("capture", f"flood, {how}: {title}", name, unit, n=len(values),
                  p50=statistics.median(values), min=min(values), max=max(values))
