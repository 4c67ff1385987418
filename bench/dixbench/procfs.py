"""What /proc says: who belongs to whom, memory, processor time."""

import os
import signal
import time


def _stat(pid):
    with open(f"/proc/{pid}/stat", "rb") as file:
        return file.read().rpartition(b")")[2].split()


def _all():
    return [int(entry) for entry in os.listdir("/proc") if entry.isdigit()]


def alive(pid):
    """Says whether a process runs; a zombie does not."""
    try:
        return _stat(pid)[0] not in (b"Z", b"X")
    except (FileNotFoundError, ProcessLookupError):
        return False


def family(root):
    """Returns a process and all its descendants."""
    children = {}
    for pid in _all():
        try:
            children.setdefault(int(_stat(pid)[1]), []).append(pid)
        except (FileNotFoundError, ProcessLookupError):
            continue
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        if pid == root and not alive(pid):
            continue
        found.append(pid)
        waiting.extend(children.get(pid, ()))
    return found


def executable(pid):
    try:
        return os.readlink(f"/proc/{pid}/exe")
    except OSError:
        return ""


def running_from(folder):
    """Returns the processes whose program lies in a folder."""
    return [pid for pid in _all() if executable(pid).startswith(folder + "/")]


def pss_kib(pids):
    """Returns the memory of processes; what they share with others counts in part."""
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
                total += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total


def cpu_ns(pids):
    """Returns the processor time of processes, that of threads which have ended included."""
    total = 0
    for pid in pids:
        try:
            total += time.clock_gettime_ns((~pid << 3) | 2)  # the clock of that process
        except OSError:
            continue
    return total


KERNEL_KEYS = ("Slab", "KernelStack", "PageTables", "Percpu")


def kernel_kib():
    """Returns the memory that the kernel itself holds, file data apart."""
    with open("/proc/meminfo", encoding="ascii") as file:
        values = dict(line.split(":") for line in file)
    return sum(int(values[key].split()[0]) for key in KERNEL_KEYS)


def drop_caches():
    """Lets go of what the kernel holds for no process, so that a difference is ours."""
    os.sync()
    try:
        with open("/proc/sys/vm/drop_caches", "w", encoding="ascii") as file:
            file.write("2")
    except OSError:
        return False
    time.sleep(0.5)
    return True


def kill(pids):
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
