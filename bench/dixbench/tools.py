"""Small things that all measures need."""

import math
import os
import select
import struct
import subprocess
import time

RECORD = struct.Struct("=qq")


class Failed(Exception):
    """A manager did not do what was asked of it; its figure is left out and the reason shown."""


def run(words, timeout=120, env=None):
    """Runs a command silently; returns its output, or raises Failed with it."""
    done = subprocess.run(
        [str(word) for word in words],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        timeout=timeout, env=env, check=False)
    text = done.stdout.decode(errors="replace")
    if done.returncode != 0:
        raise Failed(f"{' '.join(map(str, words[:4]))}: exit code {done.returncode}: {text[-300:]}")
    return text


def until(condition, seconds, what, pause=0.002):
    """Waits until something is true; raises Failed if it does not come true in time."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise Failed(f"not within {seconds} s: {what}")
        time.sleep(pause)


def quantile(values, part):
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def summary(values):
    return {"n": len(values), "p50": quantile(values, 0.5), "p90": quantile(values, 0.9),
            "p99": quantile(values, 0.99), "min": min(values), "max": max(values)}


class Marks:
    """Records of programs {time in ns, pid}, from a file that they all append to."""

    def __init__(self, path):
        self.path = path
        with open(path, "wb"):
            pass

    def count(self):
        return os.stat(self.path).st_size // RECORD.size

    def all(self):
        with open(self.path, "rb") as file:
            return list(RECORD.iter_unpack(file.read()))

    def clear(self):
        os.truncate(self.path, 0)

    def wait(self, count, seconds):
        until(lambda: self.count() >= count, seconds,
              f"{count} programs ({self.count()} did)", pause=0.01)
        return self.all()


class MarkPipe:
    """The same through a named pipe: whoever waits for a record sleeps until it is there."""

    def __init__(self, path):
        self.path = path
        os.mkfifo(path)
        self.descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK)

    def next(self, seconds):
        """Returns the next record, or None if none comes in time."""
        ready, _, _ = select.select([self.descriptor], [], [], seconds)
        return RECORD.unpack(os.read(self.descriptor, RECORD.size)) if ready else None

    def close(self):
        os.close(self.descriptor)
