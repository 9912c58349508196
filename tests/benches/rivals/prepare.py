"""What the daily rivals are handed: `prepare.py PROFILES.ndjson RECORDS.ndjson PATH > PLANS.ndjson`.

One plan a line: the spend as the profile has it, the grants with their days and the events as `stackplan batch` found
them in the likely case. So the rivals are spared reading the format, scoring and timeline; what is left to them is
monthly amounts, daily shares, settlement and the rows. PATH is the name in the first column.
"""

import datetime
import json
import sys

PROVIDERS = {"bedrock": "aws", "infrastructure": "aws", "claude-api": "anthropic"}


def number(value):
    return str(value).replace("_", "")


def service(name, spend):
    found = {"name": name, "provider": spend.get("provider", PROVIDERS.get(name))}
    for key in ("current", "month_12", "month_24", "monthly_growth"):
        if key in spend:
            found[key] = number(spend[key])
    if "monthly" in spend:
        found["monthly"] = [number(value) for value in spend["monthly"]]
    return found


def happenings(events, grants):
    found = [(event["day"]["likely"], event["id"]) for event in events]
    for grant in grants:
        found.append((grant["issued"], f"{grant['id']} issued"))
        if grant["usable"] > grant["issued"]:
            found.append((grant["usable"], f"{grant['id']} usable"))
        found.append((grant["last"], f"{grant['id']} ends"))
    by_day = {}
    for day, what in sorted(found, key=lambda pair: pair[0]):
        by_day[day] = f"{by_day[day]}; {what}" if day in by_day else what
    return by_day


def plan(profile, record, line, path):
    start = datetime.date.fromisoformat(record["profile"]["start"])
    grants = []
    for grant in record["grants"]:
        if grant["issued"]["likely"] is None or grant["amount"]["likely"] == "0":
            continue
        last = (datetime.date.fromisoformat(grant["expires_on"]["likely"]) - start).days
        grants.append({
            "id": grant["id"], "provider": grant["provider"], "amount": grant["amount"]["likely"],
            "issued": grant["issued"]["likely"], "usable": grant["usable"]["likely"], "last": last,
            "covers": grant["covers"], "held": grant["program"] == "held",
        })
    services = [service(name, spend) for name, spend in sorted(profile.get("spend", {}).items())]
    return {
        "path": path, "line": line, "company": record["profile"]["company"], "id": record["profile"]["id"],
        "start": start.isoformat(), "horizon": profile["plan"].get("horizon_days", 730), "services": services,
        "grants": grants, "events": happenings(record["events"], grants),
    }


def main(profiles, records, path):
    with open(profiles, encoding="utf-8") as profiles, open(records, encoding="utf-8") as records:
        for line, (profile, record) in enumerate(zip(profiles, records, strict=True), 1):
            profile = json.loads(profile, parse_float=str)
            # Amounts as written; days and lines are whole and stay numbers.
            record = json.loads(record, parse_float=str)
            for grant in record["grants"]:
                grant["amount"] = {case: number(amount) for case, amount in grant["amount"].items()}
            print(json.dumps(plan(profile, record, line, path)))


main(*sys.argv[1:])
