"""What the bench asks of every process manager."""

import os
import pathlib
import shutil
import signal
import subprocess

from . import procfs
from .tools import Failed, run, until


class Service:
    """One program to supervise."""

    def __init__(self, name, *command):
        self.name = name
        self.command = [str(word) for word in command]


class Peer:
    """A process manager in a folder of its own, with the settings under which it does best.

    Each restarts without a delay, for ever, and captures stdout (and stderr, where it can keep the two
    apart) into a file without rotation.
    """

    name = ""

    def __init__(self, folder, programs, logs):
        self.folder = pathlib.Path(folder)
        self.programs = pathlib.Path(programs)
        self.log_folder = pathlib.Path(logs)
        self.services = []
        self.daemon = None
        self.env = dict(os.environ, PATH="/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin")
        self.clear()

    def clear(self):
        """Makes the folders anew: nothing of an earlier life is left."""
        for folder in (self.folder, self.log_folder):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)

    # ---- to be said by each

    def configure(self, services):
        """Writes the configuration for these programs, and for nothing else."""
        self.services = services

    def command(self):
        """Returns the words that start the daemon in the foreground."""
        raise NotImplementedError

    def listens(self):
        """Says, at next to no cost, whether a client may be answered by now."""
        raise NotImplementedError

    def status(self, name):
        """Returns the words that ask for the status of one program."""
        raise NotImplementedError

    def all_of(self, action):
        """Returns the words that start or stop ("start", "stop") all programs; None: it has none."""
        raise NotImplementedError

    def logs(self, name):
        """Returns the files, oldest first, with what a program wrote to stdout."""
        return [self.log_folder / f"{name}.log"]

    # ---- the same for all

    def launch(self):
        """Starts the daemon, and waits for nothing."""
        with open(self.folder / "messages", "ab") as messages:
            self.daemon = subprocess.Popen(
                [str(word) for word in self.command()], env=self.env, cwd="/",
                stdin=subprocess.DEVNULL, stdout=messages, stderr=messages,
                start_new_session=True)

    def root(self):
        return self.daemon.pid

    def await_client(self, seconds=60):
        """Waits until the real client is answered about the first program, or about itself."""
        until(self.listens, seconds, f"{self.name} listens", pause=0.001)
        until(self.asks, seconds, f"{self.name} answers", pause=0.001)

    def asks(self):
        name = self.services[0].name if self.services else ""
        return subprocess.run(
            [str(word) for word in self.status(name)], env=self.env, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60,
            check=False).returncode == 0

    def own(self):
        """Returns its processes, whatever it keeps beside the programs included."""
        programs = {str(self.programs / name) for name in ("stamp", "writer")}
        return [pid for pid in procfs.family(self.root()) if procfs.executable(pid) not in programs]

    def do_all(self, action):
        words = self.all_of(action)
        return subprocess.Popen(
            [str(word) for word in words], env=self.env, cwd="/", stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def end(self):
        """Ends it and all that it started, in whatever state it is."""
        if self.daemon is None:
            return
        root = self.root()
        own = procfs.family(root)
        try:
            if self.daemon.poll() is None:
                self.daemon.send_signal(signal.SIGTERM)
            until(lambda: self.daemon.poll() is not None and not any(map(procfs.alive, own)), 20,
                  f"{self.name} ended", pause=0.02)
        except Failed:
            pass
        procfs.kill([*procfs.family(root), *filter(procfs.alive, own)])
        self.daemon.wait()
        self.daemon = None
        until(lambda: not self.remains(), 10, f"all of {self.name} is gone", pause=0.02)

    def remains(self):
        """Kills, and returns, the programs that are left of this peer."""
        left = [pid for pid in procfs.running_from(str(self.programs)) if procfs.alive(pid)]
        procfs.kill(left)
        return left

    def ask(self, *words):
        return run(words, env=self.env)
