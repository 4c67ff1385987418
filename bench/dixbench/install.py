"""Gets the peers, each by the ordinary client of its registry, into the user's cache folder.

supervisord lives in a virtual environment, PM2 in a folder of npm, and Debian's package of runit is
unpacked, not installed. Only s6 must be installed, since it knows its own path; that needs root, once.
"""

import os
import pathlib
import shutil
import subprocess

SUPERVISORD = "4.3.0"
PM2 = "7.0.4"


def cache():
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = pathlib.Path(base) / "dixwatcher" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _run(words, where):
    print("bench: getting:", *words, flush=True)
    subprocess.run([str(word) for word in words], cwd=where, check=True,
                   stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


def _once(folder, proof, steps):
    """Runs the steps in a folder unless the file that proves their success is there."""
    if not (folder / proof).exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for words in steps:
            _run(words, folder)
        if not (folder / proof).exists():
            raise OSError(f"{folder / proof} is missing")
    return folder


def supervisord():
    """Returns the folder with supervisord and supervisorctl."""
    python = shutil.which("python3", path="/usr/bin:/bin") or "python3"
    return _once(cache() / "supervisord", "bin/supervisorctl", [
        [python, "-m", "venv", "."],
        ["bin/pip", "--quiet", "install", f"supervisor=={SUPERVISORD}"]]) / "bin"


def pm2():
    """Returns the program pm2."""
    return _once(cache() / "pm2", "node_modules/.bin/pm2", [
        ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", ".",
         f"pm2@{PM2}"]]) / "node_modules/.bin/pm2"


def runit():
    """Returns the folder with runsvdir, runsv, svlogd and sv."""
    return _once(cache() / "runit", "usr/bin/runsvdir", [
        ["apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", "runit"],
        ["sh", "-c", "dpkg -x runit_*.deb ."]]) / "usr/bin"


def s6():
    """Returns the folder with s6-svscan and its kin."""
    if shutil.which("s6-svscan", path="/usr/bin") is None:
        _run(["apt-get", "-q", "-y", "--no-install-recommends", "install", "s6"], "/")
    return pathlib.Path("/usr/bin")


def programs(source, into):
    """Compiles the C programs of the bench."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise OSError("a C compiler (cc) is needed")
    into.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.glob("*.c")):
        subprocess.run([compiler, "-O2", "-Wall", "-static", "-o", str(into / file.stem), str(file)],
                       check=True)
    return into
