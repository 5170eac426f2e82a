"""Every bench in one run: `python3 dev.py bench [calls|edit|sheets|start|office]`, as ratios against a floor of the
same run; `calls` counts instead of timing.

The machine is noisy: ratios below 1.3 are "about the same". Nothing here is a test; goals stand in the benches' words.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BENCHES = ("calls", "edit", "sheets", "start", "office")


def main(wanted: list[str]) -> int:
    """Run the benches named, all when none is."""
    unknown = set(wanted) - set(BENCHES)
    if unknown:
        print("unknown: " + ", ".join(sorted(unknown)) + "; known: " + ", ".join(BENCHES))
        return 2
    worst = 0
    for name in wanted or BENCHES:
        print(f"== {name}", flush=True)
        if name == "office" and shutil.which("soffice") is None:
            print("LibreOffice is not installed here: no figure beside ours")
            continue
        worst = max(
            worst, subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], cwd=HERE.parents[1]).returncode
        )
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
