"""Run every measurement: `python -m bench` the figures, `python -m bench suites` the suites, or one by its name."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import bench


def main(wanted: list[str]) -> int:
    """Run the modules asked for; each has a `main` that prints its figures and returns an exit code."""
    modules = [module for module in pkgutil.iter_modules(bench.__path__) if not module.ispkg]
    names = [module.name for module in modules if not module.name.startswith("_")]
    suites = [name for name in names if name.startswith("suites")]
    figures = [name for name in names if name not in suites]
    chosen = suites if wanted == ["suites"] else wanted or figures
    if unknown := [name for name in chosen if name not in names]:
        print(f"no such measurement: {', '.join(unknown)}; there are: {', '.join(names)}", file=sys.stderr)
        return 2
    worst = 0
    for name in chosen:
        print(f"\n== {name}", flush=True)
        worst = max(worst, importlib.import_module(f"bench.{name}").main())
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
