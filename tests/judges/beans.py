"""Beancount reads the journal of every sample in every case: bean-check, and month-end balances to the cent.

    python beans.py PATH_TO_STACKPLAN        (with requirements.txt installed)
"""

import subprocess
import sys
import tempfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import outside

outside.needs(package="beancount")

from beancount import loader  # noqa: E402
from beancount.core.data import Balance, Transaction  # noqa: E402

SUMS = {
    "granted": ("Income:Credits:", -1),
    "balance": ("Assets:Credits:", 1),
    "expired": ("Expenses:Lapsed:", 1),
    "charges": ("Expenses:Cloud:", 1),
    "cash": ("Assets:Cash", -1),
}
HOSTILE = 'A" "B"\n2026-02-01 open Assets:Mine\noption "x" "y\\" ; | `'


def judge(verdict, name, text, rows, scratch):
    file = scratch / "plan.beancount"
    file.write_bytes(text)
    check = subprocess.run([Path(sys.executable).with_name("bean-check"), file], capture_output=True, check=False)
    verdict.same((check.returncode, check.stderr.decode()), (0, ""), f"{name}: bean-check")
    entries, errors, options = loader.load_string(text.decode())
    verdict.same(errors, [], f"{name}: errors")
    transactions = [entry for entry in entries if isinstance(entry, Transaction)]
    sums, at = defaultdict(Decimal), 0
    for row in {row["date"][:7]: row for row in rows}.values():
        while at < len(transactions) and transactions[at].date.isoformat() <= row["date"]:
            for posting in transactions[at].postings:
                sums[posting.account] += posting.units.number
            at += 1
        for key, (root, sign) in SUMS.items():
            found = sign * sum(amount for account, amount in sums.items() if account.startswith(root))
            verdict.same(found, row[key], f"{name}, {row['date']}: {key}")
    verdict.same(at, len(transactions), f"{name}: entries up to the horizon")
    for entry in transactions:
        verdict.same(sum(posting.units.number for posting in entry.postings), 0, f"{name}: an entry of {entry.date}")
        verdict.check(all(posting.units.number for posting in entry.postings), f"{name}: a leg of nothing, {entry.date}")
    asserted = [entry for entry in entries if isinstance(entry, Balance)]
    verdict.check(bool(asserted) or not any(account.startswith("Assets:Credits") for account in sums), f"{name}: no balance")
    return options


def main():
    verdict = outside.Verdict()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        for profile in outside.profiles():
            json = outside.evaluation(profile)
            for case in outside.CASES:
                text = outside.run("report", profile, "--to", "beancount", "--case", case)
                judge(verdict, f"{profile}, {case}", text, json["position"][case], scratch)
        escaped = HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        edit = f'company.name="{escaped}"'
        text = outside.run("report", "profiles/ladder.toml", "--to", "beancount", "--set", edit)
        rows = outside.evaluation("profiles/ladder.toml")["position"]["likely"]
        options = judge(verdict, "a hostile name", text, rows, scratch)
        shown = HOSTILE.replace("\n", "\\u{a}")
        verdict.same(options["title"], f"Credits of {shown}, likely case", "a hostile name in the title")
    verdict.leave("beancount on journals")


main()
