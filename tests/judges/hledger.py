"""hledger reads the journal of every sample in every case: strict checks, month-end balances to the cent, grants and
lapses on their days.

    python3 hledger.py PATH_TO_STACKPLAN
"""

import csv
import io
import subprocess
from collections import defaultdict
from decimal import Decimal

import outside

# Whose sum is which amount of the position, and with which sign.
SUMS = {
    "granted": ("income:credits", -1),
    "balance": ("assets:credits", 1),
    "expired": ("expenses:lapsed", 1),
    "charges": ("expenses:cloud", 1),
    "cash": ("assets:cash", -1),
}
HOSTILE = 'A | B ; "C" \n2026-02-01 x\n    a:b  1 USD\n    a:c\n!include /etc/passwd'


def hledger(journal, *args):
    done = subprocess.run(["hledger", "-f", "-", *args], input=journal, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def running(journal):
    """Each account's balance at the end of each day with a posting, by hledger's own register."""
    _, text, _ = hledger(journal, "register", "-O", "csv")
    days = defaultdict(lambda: defaultdict(Decimal))
    for row in csv.DictReader(io.StringIO(text)):
        days[row["date"]][row["account"]] += Decimal(row["amount"].split()[0])
    return days


def ends(rows):
    """The last date of each calendar month; the last of them is the horizon."""
    return set({row["date"][:7]: row["date"] for row in rows}.values())


def judge(verdict, profile, case, json):
    name = f"{profile}, {case}"
    journal = outside.run("report", profile, "--to", "hledger", "--case", case)
    status, _, said = hledger(journal, "check", "--strict")
    verdict.check(status == 0, f"{name}: {said}")
    sums, days = defaultdict(Decimal), running(journal)
    left = sorted(days)
    rows = json["position"][case]
    closing_days = ends(rows)
    for row in rows:
        while left and left[0] <= row["date"]:
            for account, amount in days[left.pop(0)].items():
                sums[account] += amount
        is_end = row["date"] in closing_days
        # What a day uses is an estimate until its period closes; grants and lapses have their days.
        for key in SUMS if is_end else ["granted", "expired"]:
            root, sign = SUMS[key]
            found = sign * sum(amount for account, amount in sums.items() if account.startswith(root))
            verdict.same(found, row[key], f"{name}, {row['date']}: {key}")
        verdict.check(all(sums[a] >= 0 for a in sums if a.startswith("assets:credits")), f"{name}: a credit is overdrawn")
    verdict.same(left, [], f"{name}: entries after the horizon")
    for grant in json["grants"]:
        for key, account in [("left", "assets:credits"), ("expired", "expenses:lapsed")]:
            wanted = grant[key][case] or 0
            verdict.same(sums[f"{account}:{grant['id']}"], wanted, f"{name}: {key} of {grant['id']}")
    bills = defaultdict(Decimal)
    for bill in json["bills"][case]:
        bills[bill["service"]] += bill["charges"]
    for service, charges in bills.items():
        verdict.same(sums[f"expenses:cloud:{service}"], charges, f"{name}: charges of {service}")


def closing(journal):
    """What hledger itself reports as the balance of every account."""
    _, text, _ = hledger(journal, "balance", "-N", "-O", "csv")
    return {row["account"]: Decimal(row["balance"].split()[0]) for row in csv.DictReader(io.StringIO(text))}


def main():
    outside.needs(program="hledger")
    verdict = outside.Verdict()
    for profile in outside.profiles():
        json = outside.evaluation(profile)
        for case in outside.CASES:
            judge(verdict, profile, case, json)
    plain = outside.run("report", "profiles/ladder.toml", "--to", "hledger")
    escaped = HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    hostile = outside.run("report", "profiles/ladder.toml", "--to", "hledger", "--set", f'company.name="{escaped}"')
    verdict.same(closing(hostile), closing(plain), "a hostile name changes a balance")
    verdict.leave("hledger on journals")


main()
