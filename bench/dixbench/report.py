"""The figures, as a table for people and as JSON for programs."""

import json
import os
import platform
import time


def _number(value):
    if value is None:
        return ""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.3f}"


def _cell(figures):
    text = _number(figures["p50"])
    if "p99" in figures:
        text += f" / {_number(figures['p99'])}"
    return text


def machine():
    """Returns what the figures depend on."""
    with open("/proc/meminfo", encoding="ascii") as file:
        memory = int(file.readline().split()[1]) // 1024
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = {line.split(":")[1].strip() for line in file if line.startswith("model name")}
    return {"when": time.strftime("%Y-%m-%d %H:%M"), "kernel": platform.release(),
            "cores": os.cpu_count(), "processor": ", ".join(models), "memory_mib": memory,
            "load": os.getloadavg()}


class Report:
    """Rows by what was measured, columns by who was."""

    def __init__(self):
        self.machine = machine()
        self.rows = []
        self.failures = []

    def add(self, measure, title, peer, unit, figures):
        self.rows.append({"measure": measure, "title": title, "peer": peer, "unit": unit, **figures})

    def failed(self, measure, peer, reason):
        self.failures.append({"measure": measure, "peer": peer, "reason": reason})

    def write(self, path):
        path.write_text(json.dumps(
            {"machine": self.machine, "rows": self.rows, "failures": self.failures}, indent=1))

    def text(self):
        names = list(dict.fromkeys(row["peer"] for row in self.rows))
        titles = {}
        for row in self.rows:
            titles.setdefault((row["title"], row["unit"]), {})[row["peer"]] = row
        lines = [f"{key}: {value}" for key, value in self.machine.items()]
        lines += ["", "Medians; p50 / p99 where there are many samples.", "",
                  "| measure | unit | " + " | ".join(names) + " |",
                  "|---|---|" + "---|" * len(names)]
        for (title, unit), cells in titles.items():
            shown = [_cell(cells[name]) if name in cells else "–" for name in names]
            lines.append(f"| {title} | {unit} | " + " | ".join(shown) + " |")
        lines += [""] + [f"FAILED {each['measure']} {each['peer']}: {each['reason']}"
                         for each in self.failures]
        return "\n".join(lines)
