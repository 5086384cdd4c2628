"""We promise that importing the core takes at most 0.3 s and 60 MB.

Measured in fresh processes with the bytecode that Python keeps after a first run, from start to end, with the most
memory that the process ever had. The peer is what every Python program pays: a process that imports nothing.
"""

import os
import subprocess
import sys
import tempfile
import time

TIME, MEMORY = 0.3, 60.0  # seconds, MB
ROUNDS = 7  # the fastest counts: what else runs on the machine only adds
CORE = (
    "estate",
    "policy",
    "contact",
    "decide",
    "forms",
    "spot",
    "gate",
    "record.entry",
    "record.tree",
    "record.checkpoint",
)
PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"


def fresh(program: str, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds and megabytes of the fastest process that runs the program."""
    took, peak = [], []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        command = [sys.executable, "-c", f"{program}\n{PEAK}"]
        ran = subprocess.run(command, check=True, env=environment, capture_output=True, text=True)
        took.append(time.perf_counter() - begun)
        peak.append(int(ran.stdout) / (1024 if sys.platform != "darwin" else 1024**2))
    return min(took), max(peak)


def main() -> int:
    with tempfile.TemporaryDirectory() as bytecode:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        ours = "\n".join(f"import needline.{name}" for name in CORE)
        took, peak = fresh(ours, environment)
        bare, bare_peak = fresh("", environment)
    print(
        f"import of the core: {took:.2f} s and {peak:.0f} MB; Python alone {bare:.2f} s and {bare_peak:.0f} MB; "
        f"promised {TIME} s and {MEMORY:.0f} MB"
    )
    return 0 if took <= TIME and peak <= MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
