"""What the judges in Python share: running stackplan, its answers with exact amounts, counting what is wrong."""

import importlib.metadata
import json
import pathlib
import shutil
import subprocess
import sys
from decimal import Decimal

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/debug/stackplan").resolve()
CASES = ["cautious", "likely", "best"]
# What a judge exits with where what it needs is not installed.
SKIPPED = 77


def needs(program=None, package=None):
    """Leaves with a line where a program or a package is missing."""
    if program and not shutil.which(program):
        print(f"skipped: {program} is not installed")
        sys.exit(SKIPPED)
    if package:
        try:
            importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            print(f"skipped: the Python package {package} is not installed")
            sys.exit(SKIPPED)


def run(*args, stdin=None):
    """Stdout of stackplan, as bytes; it has to answer."""
    done = subprocess.run([BINARY, *args], cwd=ROOT, input=stdin, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"stackplan {' '.join(args)}: status {done.returncode}\n{done.stderr.decode()}")
    return done.stdout


def profiles():
    """Every sample, as a path below the repository."""
    found = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "profiles").glob("*.toml"))
    if len(found) < 10:
        sys.exit("the samples are not there")
    return found


def evaluation(profile, *args):
    """The JSON of eval with every day of every case; amounts are decimals."""
    text = run("eval", profile, "--case", "all", "--format", "json", *args)
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


class Verdict:
    """Counts checks and keeps what is wrong."""

    def __init__(self):
        self.checks = 0
        self.wrong = []

    def same(self, found, wanted, what):
        self.check(found == wanted, f"{what}: found {found}, wanted {wanted}")

    def check(self, holds, what):
        self.checks += 1
        if not holds:
            self.wrong.append(what)

    def leave(self, title):
        for line in self.wrong:
            print(line)
        print(f"{title}: {self.checks} checks, {len(self.wrong)} wrong")
        sys.exit(1 if self.wrong or not self.checks else 0)
