"""The command: what to measure, of whom, and how long."""

import argparse
import importlib
import pathlib
import resource
import shutil
import signal
import sys
import tempfile
import time

from . import dixwatcher, install, peers, procfs
from .report import Report
from .tools import Failed

KINDS = {kind.name: kind for kind in (
    dixwatcher.Dixwatcher, dixwatcher.DixwatcherCore, peers.Supervisord, peers.Pm2, peers.Runit,
    peers.S6)}
MEASURES = ("crash", "client", "crowd", "capture")


class Bench:
    """One run: its folders, its peers, its results."""

    def __init__(self, options, folder, memory):
        self.folder = folder
        self.memory = memory
        self.peers = options.peers
        self.quick = options.quick
        self.n = options.n
        self.rounds = options.rounds
        self.crowd = options.crowd
        self.flood_mb = options.flood_mb
        self.report = Report()
        here = pathlib.Path(__file__).resolve().parents[1]
        self.built = install.programs(here / "programs", folder / "built")

    def peer(self, name, **more):
        """Returns a fresh manager; its state is on disk, its logs are in memory."""
        kind = peers.Floor if name == "floor" else KINDS[name]
        programs = self.folder / "programs" / name
        if not programs.exists():  # its own, so that its programs are told from those of others
            shutil.copytree(self.built, programs)
        return kind(self.folder / name, programs, self.memory / name, **more)

    def peers_with_floor(self):
        return ["floor", *self.peers]

    def add(self, measure, title, peer, unit, **figures):
        self.report.add(measure, title, peer, unit, figures)

    def failed(self, measure, peer, reason):
        self.say(f"{peer}: {reason}")
        self.report.failed(measure, peer, str(reason))

    def say(self, text):
        print(f"bench: {time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)

    def sweep(self):
        """Leaves no program behind, whatever happened."""
        procfs.kill(procfs.running_from(str(self.folder)))


def _listed(allowed):
    def parse(text):
        names = text.split(",")
        for name in names:
            if name not in allowed:
                raise argparse.ArgumentTypeError(f"no {name}; there are: {', '.join(allowed)}")
        return names
    return parse


def _options(words):
    parser = argparse.ArgumentParser(
        prog="bench/run", description="Measures dixwatcher beside other process managers.")
    parser.add_argument("--peers", type=_listed(list(KINDS)), default=list(KINDS),
                        help="who, with commas between: " + ", ".join(KINDS))
    parser.add_argument("--only", type=_listed(MEASURES), default=list(MEASURES), metavar="MEASURE",
                        help="what, with commas between: " + ", ".join(MEASURES))
    parser.add_argument("--n", type=int, help="samples of each latency (200 crashes, 50 questions)")
    parser.add_argument("--rounds", type=int, default=3, help="repetitions of all else")
    parser.add_argument("--crowd", type=int, default=1000, help="programs in the crowd")
    parser.add_argument("--flood-mb", type=int, default=1000, help="output of the flood, in MB")
    parser.add_argument("--json", type=pathlib.Path, help="where to write all figures")
    parser.add_argument("--quick", action="store_true", help="small numbers: to see that it works")
    return parser.parse_args(words)


def _raise_limits():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return soft


def main(words=None):
    options = _options(words)
    _raise_limits()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if any(name.startswith("dixwatcher") for name in options.peers):
        dixwatcher.built()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="dixbench-", dir="/var/tmp"))
    memory = pathlib.Path(tempfile.mkdtemp(prefix="dixbench-", dir="/dev/shm"))
    bench = Bench(options, folder, memory)
    try:
        for name in options.only:
            bench.say(f"measuring {name}")
            try:
                importlib.import_module(f"dixbench.measures.{name}").run(bench)
            except (Failed, TimeoutError) as failure:
                bench.failed(name, "all", failure)
    finally:
        bench.sweep()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(memory, ignore_errors=True)
        if options.json:
            bench.report.write(options.json)
        print(bench.report.text())
    return 1 if bench.report.failures else 0
