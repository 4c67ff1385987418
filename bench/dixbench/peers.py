"""The peers, as their users would start them."""

import json
import os
import shlex
import shutil
import signal
import time

from . import install, procfs
from .peer import Peer
from .tools import until

FOREVER = 1_000_000_000


class Floor(Peer):
    """A loop of vfork and waitpid in C: no manager can be faster."""

    name = "floor"

    def command(self):
        service = self.services[0]
        return [self.programs / "floor", len(self.services), *service.command]

    def listens(self):
        return True

    def asks(self):
        return True

    def status(self, name):
        return None

    def all_of(self, action):
        return None


class Supervisord(Peer):
    name = "supervisord"

    def __init__(self, *places):
        super().__init__(*places)
        self.bin = install.supervisord()
        self.socket = self.folder / "socket"

    def configure(self, services):
        super().configure(services)
        lines = ["[unix_http_server]", f"file={self.socket}", "[supervisord]", "nodaemon=true",
                 f"logfile={self.folder}/supervisord.log", f"pidfile={self.folder}/pid",
                 "minfds=8192", "loglevel=warn", "[rpcinterface:supervisor]",
                 "supervisor.rpcinterface_factory="
                 "supervisor.rpcinterface:make_main_rpcinterface",
                 "[supervisorctl]", f"serverurl=unix://{self.socket}"]
        for service in services:
            lines += [f"[program:{service.name}]", "command=" + shlex.join(service.command),
                      "autorestart=true", "startsecs=0", f"startretries={FOREVER}",
                      f"stdout_logfile={self.log_folder}/{service.name}.log",
                      f"stderr_logfile={self.log_folder}/{service.name}.err",
                      "stdout_logfile_maxbytes=0", "stderr_logfile_maxbytes=0"]
        (self.folder / "conf").write_text("\n".join(lines) + "\n")

    def command(self):
        return [self.bin / "supervisord", "-c", self.folder / "conf"]

    def listens(self):
        return self.socket.exists()

    def _control(self, *words):
        return [self.bin / "supervisorctl", "-c", self.folder / "conf", *words]

    def status(self, name):
        return self._control("status", name) if name else self._control("pid")

    def all_of(self, action):
        return self._control(action, "all")


class Pm2(Peer):
    name = "pm2"

    def __init__(self, *places):
        super().__init__(*places)
        self.pm2 = install.pm2()
        self.home = self.folder / "home"
        self.env["PM2_HOME"] = str(self.home)

    def configure(self, services):
        super().configure(services)
        apps = [{"name": service.name, "script": service.command[0], "args": service.command[1:],
                 "interpreter": "none", "exec_mode": "fork", "autorestart": True,
                 "restart_delay": 0, "min_uptime": 0, "max_restarts": FOREVER, "merge_logs": True,
                 "out_file": f"{self.log_folder}/{service.name}.log",
                 "error_file": f"{self.log_folder}/{service.name}.err"} for service in services]
        (self.folder / "ecosystem.json").write_text(json.dumps({"apps": apps}))

    def command(self):
        if not self.services:
            return [self.pm2, "ping"]
        return [self.pm2, "start", self.folder / "ecosystem.json"]

    def root(self):
        return int((self.home / "pm2.pid").read_text())

    def listens(self):
        return (self.home / "pm2.pid").exists() and self.daemon.poll() is not None

    def status(self, name):
        return [self.pm2, "describe", name] if name else [self.pm2, "ping"]

    def all_of(self, action):
        return [self.pm2, "restart" if action == "start" else action, "all"]

    def end(self):
        """Its daemon made itself independent of what we started."""
        if self.daemon is None:
            return
        self.daemon.wait(timeout=120)
        if (self.home / "pm2.pid").exists():
            root = self.root()
            os.kill(root, signal.SIGKILL)
            until(lambda: not procfs.alive(root), 10, "pm2 ended")
        self.daemon = None
        until(lambda: not self.remains(), 10, "all of pm2 is gone", pause=0.02)


class _Tree(Peer):
    """What runit and s6 have in common: a folder of folders with scripts."""

    logger = ""

    def __init__(self, *places):
        super().__init__(*places)
        self.tree = self.folder / "services"

    def configure(self, services):
        super().configure(services)
        shutil.rmtree(self.tree, ignore_errors=True)
        self.tree.mkdir()
        for service in services:
            folder = self.tree / service.name
            logs = self.log_folder / service.name
            (folder / "log").mkdir(parents=True)
            logs.mkdir(exist_ok=True)
            self._script(folder / "run", "exec " + shlex.join(service.command))
            self._script(folder / "log/run", "exec " + self.logger.format(logs=logs))
            self.more(folder, logs)

    def more(self, folder, logs):
        """Writes what else a service needs."""

    @staticmethod
    def _script(path, line):
        path.write_text(f"#!/bin/sh\n{line}\n")
        path.chmod(0o755)

    def logs(self, name):
        """Rotated files have names that sort by time; "current" is the newest."""
        folder = self.log_folder / name
        rotated = sorted(file for file in folder.glob("@*"))
        return [*rotated, folder / "current"]

    def folders(self):
        return [self.tree / service.name for service in self.services]


class Runit(_Tree):
    name = "runit"
    logger = "svlogd {logs}"

    def __init__(self, *places):
        super().__init__(*places)
        self.bin = install.runit()
        self.env["PATH"] = f"{self.bin}:" + self.env["PATH"]

    def more(self, folder, logs):
        (logs / "config").write_text("s0\nn0\n")

    def command(self):
        return [self.bin / "runsvdir", "-P", self.tree]

    def listens(self):
        return not self.services or (self.tree / self.services[-1].name / "supervise/ok").exists()

    def asks(self):
        return not self.services or super().asks()

    def status(self, name):
        return [self.bin / "sv", "status", self.tree / name]

    def all_of(self, action):
        return [self.bin / "sv", "-w", "60", "up" if action == "start" else "down", *self.folders()]

    def end(self):
        """Only HUP makes it end its supervisors too."""
        if self.daemon is not None:
            self.daemon.send_signal(signal.SIGHUP)
            time.sleep(0.2)
        super().end()


class S6(_Tree):
    name = "s6"
    logger = "s6-log n1000 s268435455 {logs}"

    def __init__(self, *places):
        super().__init__(*places)
        self.bin = install.s6()

    def command(self):
        return [self.bin / "s6-svscan", "-c", "4000", self.tree]

    def listens(self):
        return not self.services or (
            self.tree / self.services[-1].name / "supervise/control").exists()

    def asks(self):
        return not self.services or super().asks()

    def status(self, name):
        return [self.bin / "s6-svstat", self.tree / name]

    def all_of(self, action):
        order = "-u" if action == "start" else "-d"
        return ["/bin/sh", "-c", 'cd "$1" && for each in *; do s6-svc ' + order + ' "$each"; done',
                "sh", self.tree]
