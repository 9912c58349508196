"""Companies by eligibility and tier: Spark splits a list of profiles, and pipes each part through `stackplan batch -`.

usage: spark-submit [--files PATH/stackplan] spark_batch.py COMPANIES.ndjson [--compare]

Every worker needs the binary: on its PATH, or sent by --files. --compare runs one process over the same (local) file
too, and exits with 1 unless every row and the table are equal.
"""

import argparse
import csv
import io
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from pyspark import SparkFiles
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

BATCH = ["batch", "-", "--format", "csv", "--jobs", "1"]  # one process a core: Spark runs a part on each
PLACE = re.compile(r"'?-:\d+:")  # before each message: the line counts from the first one of a part


def command() -> list[str]:
    found = shutil.which("stackplan", path=os.pathsep.join((SparkFiles.getRootDirectory(), os.environ["PATH"])))
    if found is None:
        raise FileNotFoundError("no `stackplan` on this worker: put it on the PATH, or send it by --files")
    return [found, *BATCH]


def feed(pipe, lines) -> None:
    try:
        with pipe:
            for line in lines:
                pipe.write(line + b"\n")
    except BrokenPipeError:
        pass  # the process has ended early; its status says why


def rows(output):
    """Rows as tuples, the line first; without the path, and an empty cell is None."""
    for _path, line, *cells in itertools.islice(csv.reader(io.TextIOWrapper(output, "utf-8")), 1, None):
        yield int(line), *(cell or None for cell in cells)


def plans(part):
    """The rows of a part, which is lines with their place in the whole input."""
    part = iter(part)
    first = next(part, None)
    if first is None:
        return
    lines = (line for line, _ in itertools.chain([first], part))
    with tempfile.TemporaryFile() as said, ThreadPoolExecutor(1) as thread:
        batch = subprocess.Popen(command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said)
        try:
            feeding = thread.submit(feed, batch.stdin, lines)
            for line, *cells in rows(batch.stdout):
                yield first[1] + line, *cells
            # 1 says that a profile is not valid: its row says so too. All else means that rows are missing.
            if batch.wait() not in (0, 1):
                said.seek(0)
                raise RuntimeError(f"stackplan ended with {batch.returncode}: {said.read().decode()}")
            feeding.result()
        finally:
            batch.kill()


def header() -> list[str]:
    empty = subprocess.run(command(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True)
    return empty.stdout.decode().strip().split(",")[1:]


def table_of(frame: DataFrame) -> dict:
    groups = frame.where("error is null").groupBy("eligible", "tier_assigned")
    sums = groups.agg(F.count("*"), F.sum(F.col("granted_likely").cast("decimal(18,2)")))
    return {(eligible, tier): (count, granted) for eligible, tier, count, granted in sums.collect()}


def alone(path: str, names: list[str], of_spark) -> tuple[dict, bool]:
    """The table of a single process, and whether its rows are those of Spark."""
    table, is_equal = defaultdict(lambda: (0, Decimal(0))), True
    with open(path, "rb") as source:
        batch = subprocess.Popen(command(), stdin=source, stdout=subprocess.PIPE)
    for one, other in itertools.zip_longest(rows(batch.stdout), of_spark):
        clean = [[PLACE.sub("", cell) if isinstance(cell, str) else cell for cell in row or ()] for row in (one, other)]
        is_equal = is_equal and clean[0] == clean[1]
        row = dict(zip(names, one or ()))
        if one and row["error"] is None:
            key = row["eligible"], row["tier_assigned"]
            count, granted = table[key]
            table[key] = count + 1, granted + Decimal(row["granted_likely"])
    return dict(table), is_equal and batch.wait() in (0, 1)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("path")
    parser.add_argument("--compare", action="store_true")
    args = parser.parse_args()
    spark = SparkSession.builder.appName("stackplan").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")

    # As bytes: a line that is not UTF-8 has to reach the check of stackplan as it is.
    text = spark.read.text(args.path, lineSep="\n").select(F.col("value").cast("binary"))
    lines = text.rdd.map(lambda row: bytes(row[0])).zipWithIndex()
    names = header()
    schema = ", ".join(f"{name} {'long' if name == 'line' else 'string'}" for name in names)
    frame = spark.createDataFrame(lines.mapPartitions(plans), schema).cache()

    table = table_of(frame)
    print(f"{'eligible':<10}{'tier':<14}{'companies':>10}{'granted, likely':>20}")
    for (eligible, tier), (count, granted) in sorted(table.items(), key=str):
        print(f"{eligible:<10}{tier or 'none':<14}{count:>10,}{granted:>20,.2f}")
    invalid = frame.where("error is not null")
    total = sum(granted for _, granted in table.values())
    print(f"{'all':<24}{sum(count for count, _ in table.values()):>10,}{total:>20,.2f}")
    print(f"{'not valid':<24}{invalid.count():>10,}")
    for row in invalid.orderBy("line").take(2):
        print(f"  line {row.line}, column {PLACE.split(row.error)[1].rstrip('; ')}")
    print(f"in {lines.getNumPartitions()} parts")
    if not args.compare:
        return 0
    by_one, is_equal = alone(args.path, names, frame.toLocalIterator())
    is_equal = is_equal and by_one == table
    print("equal to a single process, row by row" if is_equal else "NOT equal to a single process")
    return 0 if is_equal else 1


if __name__ == "__main__":
    sys.exit(main())
