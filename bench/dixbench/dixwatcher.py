"""dixwatcher itself, in all its features and in those it needs."""

import json
import pathlib
import shutil
import subprocess

from .peer import Peer
from .tools import Failed

TREE = pathlib.Path(__file__).resolve().parents[2]
FOREVER = 1_000_000_000


class Dixwatcher(Peer):
    """As a user starts it: all features."""

    name = "dixwatcher"
    features = ""

    def __init__(self, *places, program=None):
        super().__init__(*places)
        self.program = program or TREE / "launcher" / "dixwatcher"
        self.socket = self.folder / "run/control.sock"
        self.env["DIXWATCHER_SOCKET"] = str(self.socket)

    def configure(self, services):
        super().configure(services)
        parts = ['process_manager = "direct"']
        for service in services:
            parts += [f"[service.{service.name}]", f"command = {json.dumps(service.command)}",
                      'restart_policy = "always"', 'restart_delay = "0s"', "restart_backoff = 1",
                      f"max_restarts = {FOREVER}", 'log_max_size = "100G"']
        (self.folder / "conf.toml").write_text("\n".join(parts) + "\n")

    def command(self):
        features = ["-features", self.features] if self.features else []
        return [self.program, "-conf", self.folder / "conf.toml", "-exec",
                "-process-manager", "direct", "-state-dir", self.folder / "state",
                "-process-pid-dir", self.folder / "run", "-process-log-dir", self.log_folder,
                *features]

    def listens(self):
        return self.socket.exists()

    def status(self, name):
        return [self.program, "status", name] if name else [self.program, "list"]

    def all_of(self, action):
        return [self.program, action, "all"]


class DixwatcherCore(Dixwatcher):
    """Without what is not needed to supervise: no metrics, no shell."""

    name = "dixwatcher-core"
    features = "core,direct"


def built():
    """Builds the product, unless it is built, and the cache that halves the time to start."""
    home = TREE / "launcher/target/dixwatcher"
    program = str(TREE / "launcher/dixwatcher")
    jars = [*home.glob("lib/*.jar"), *home.glob("bundles/*.jar")]
    cache = home / "dixwatcher.aot"
    subprocess.run([program, "-version"], check=True, stdout=subprocess.DEVNULL)
    if not cache.exists() or any(jar.stat().st_mtime > cache.stat().st_mtime for jar in jars):
        subprocess.run([program, "-make-cache"], check=True, stdout=subprocess.DEVNULL)
    if not cache.exists():
        raise Failed(f"{cache} could not be made")
    return home


def without_cache(into):
    """Returns the program of a copy that has no cache of classes, as right after an installation."""
    shutil.copytree(TREE / "launcher/target/dixwatcher", into,
                    ignore=shutil.ignore_patterns("*.aot"))
    return into / "bin/dixwatcher"
