"""Fails unless two CSV files hold the same rows, amounts compared to the cent: `verify.py OURS.csv THEIRS.csv`."""

import csv
import itertools
import sys
from decimal import Decimal

AMOUNTS = range(7, 13)


def main(ours, theirs):
    count = 0
    with open(ours, encoding="utf-8", newline="") as ours, open(theirs, encoding="utf-8", newline="") as theirs:
        for count, (left, right) in enumerate(itertools.zip_longest(csv.reader(ours), csv.reader(theirs))):
            if left is None or right is None:
                sys.exit(f"row {count}: {left} and {right}")
            if count and left != right:
                for row in (left, right):
                    for place in AMOUNTS:
                        row[place] = Decimal(row[place])
                    # A spreadsheet would run a name that begins like a formula; only ours is defused.
                    row[2] = row[2].removeprefix("'")
            if left != right:
                sys.exit(f"row {count} differs:\n  {left}\n  {right}")
    print(f"{count} rows are equal")


main(*sys.argv[1:])
