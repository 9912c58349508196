"""N invented companies, one a line, to try the recipes on: the samples of profiles/ with other names and figures.

usage: companies.py N > companies.ndjson

The same N writes the same bytes. Every 250th line is no valid profile, as in a list that people have typed.
"""

import datetime
import json
import pathlib
import random
import re
import sys
import tomllib

SAMPLES = pathlib.Path(__file__).parent.parent / "profiles"
DATE = re.compile(r'"\d{4}-\d\d-\d\d"')
FLAWS = (
    lambda line: line[: len(line) // 2],
    lambda line: line.replace('"company"', '"compnay"', 1),
    lambda line: re.sub(r'"stage": "[^"]*"', '"stage": "series-d"', line),
)


def varied(profile: dict, number: int) -> dict:
    dice = random.Random(number)
    company = profile["company"]
    company["name"] = f"{company['name']} {number}"
    company["id"] = f"company-{number}"
    if "mrr" in profile.get("traction", {}):
        profile["traction"]["mrr"] = dice.choice((0, 4_000, 18_000, 45_000, 62_000, 140_000))
    for amounts in profile.get("spend", {}).values():
        factor = dice.randint(40, 250)
        for key in ("current", "month_12", "month_24"):
            if isinstance(amounts.get(key), int):
                amounts[key] = amounts[key] * factor // 100
    if len(DATE.findall(json.dumps(profile))) == 1:  # nothing else is dated: the plan may begin on another day
        start = datetime.date(2026, 1, 1) + datetime.timedelta(days=dice.randrange(365))
        profile["plan"]["start"] = str(start)
    return profile


def main() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.toml"))]
    samples = [json.dumps(tomllib.loads(text), default=str) for text in texts]
    for number in range(1, int(sys.argv[1]) + 1):
        profile = json.loads(samples[number % len(samples)])
        profile.pop("expect", None)
        line = json.dumps(varied(profile, number))
        if number % 250 == 0:
            line = FLAWS[number // 250 % len(FLAWS)](line)
        print(line)


if __name__ == "__main__":
    main()
