"""Daily rows by the standard library, with `decimal`: `daily_decimal.py PLANS.ndjson > ROWS.csv` (see prepare.py)."""

import calendar
import csv
import datetime
import json
import sys
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

CENT = Decimal("0.01")
ZERO = Decimal(0)
HEADER = ("path,line,company,id,case,day,date,granted,consumed,expired,balance,charges,cash,events,error").split(",")


def months_of(spend, count):
    """The amounts of months 1 to count."""
    if "monthly" in spend:
        values = [Decimal(value) for value in spend["monthly"]]
        return [values[min(month, len(values) - 1)] for month in range(count)]
    current = Decimal(spend["current"])
    if "monthly_growth" in spend:
        growth = 1 + Decimal(spend["monthly_growth"])
        return [(current * growth**month).quantize(CENT, ROUND_HALF_EVEN) for month in range(1, count + 1)]
    if "month_12" not in spend:
        return [current] * count
    first = Decimal(spend["month_12"])
    second = Decimal(spend.get("month_24", first))

    def on_line(month):
        if month <= 12:
            return (current * (12 - month) + first * month) / 12
        month = min(month, 24) - 12
        return (first * (12 - month) + second * month) / 12

    return [on_line(month).quantize(CENT, ROUND_HALF_EVEN) for month in range(1, count + 1)]


class Ledger:
    """One provider's services and credits."""

    def __init__(self, services, grants, start):
        self.names = [service["name"] for service in services]
        self.months = [service["months"] for service in services]
        places = {name: place for place, name in enumerate(self.names)}
        self.credits = []
        for grant in grants:
            covers = [places[name] for name in grant["covers"] if name in places]
            self.credits.append((grant["last"], len(covers), grant["issued"], grant["id"], covers, grant))
        self.credits.sort(key=lambda credit: credit[:4])
        self.cuts = {grant["last"] for grant in grants if grant["held"]}
        self.balances = [Decimal(credit[5]["amount"]) for credit in self.credits]
        self.amounts = list(self.balances)
        self.charged = self.used = ZERO
        self.first = 0
        # The days of the first month before day 0 do not count.
        length = calendar.monthrange(start.year, start.month)[1]
        self.before = self.accrued(0, start.day - 1, length)

    def accrued(self, month, of_month, length):
        """What each service has cost by the end of a day of the month."""
        return [(months[month] * of_month / length).quantize(CENT, ROUND_FLOOR) for months in self.months]

    def settle(self, day, balances, charges):
        """Lets credits pay the period's charges to date; what they pay leaves both lists."""
        for place, (last, _, _, _, covers, grant) in enumerate(self.credits):
            if grant["usable"] > day or last < self.first or not balances[place]:
                continue
            for service in sorted(covers, key=lambda service: -charges[service]):
                paid = min(charges[service], balances[place])
                charges[service] -= paid
                balances[place] -= paid

    def row(self, day, month, of_month, length, ends_month):
        """The amounts of a day."""
        by_now = self.accrued(month, of_month, length)
        charges = [now - before for now, before in zip(by_now, self.before)]
        charged = sum(charges, ZERO)
        opening = list(self.balances)
        balances = list(self.balances)
        self.settle(day, balances, charges)
        used = charged - sum(charges, ZERO)
        granted = expired = ZERO
        for (last, _, issued, _, _, _), amount, left in zip(self.credits, self.amounts, opening):
            if issued <= day:
                granted += amount
            if last < day:
                expired += left
        row = (granted, self.used + used, expired, self.charged + charged)
        if ends_month or day in self.cuts:
            self.balances = balances
            self.charged += charged
            self.used += used
            self.first = day + 1
            self.before = [ZERO] * len(by_now) if ends_month else by_now
        return row


def rows(plan):
    """Every day of a plan."""
    start = datetime.date.fromisoformat(plan["start"])
    end = start + datetime.timedelta(days=plan["horizon"])
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    for service in plan["services"]:
        service["months"] = months_of(service, count)
    providers = {of["provider"] for of in plan["services"] + plan["grants"]}
    ledgers = [
        Ledger(
            [service for service in plan["services"] if service["provider"] == provider],
            [grant for grant in plan["grants"] if grant["provider"] == provider],
            start,
        )
        for provider in sorted(providers)
    ]
    head = (plan["path"], plan["line"], plan["company"], plan["id"], "likely")
    for day in range(plan["horizon"] + 1):
        date = start + datetime.timedelta(days=day)
        length = calendar.monthrange(date.year, date.month)[1]
        month = (date.year - start.year) * 12 + date.month - start.month
        granted = consumed = expired = charges = ZERO
        for ledger in ledgers:
            row = ledger.row(day, month, date.day, length, date.day == length)
            granted += row[0]
            consumed += row[1]
            expired += row[2]
            charges += row[3]
        balance = granted - consumed - expired
        events = plan["events"].get(str(day), "")
        yield *head, day, date, granted, consumed, expired, balance, charges, charges - consumed, events, ""


def main(path):
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(HEADER)
    with open(path, encoding="utf-8") as plans:
        for line in plans:
            out.writerows(rows(json.loads(line)))


main(sys.argv[1])
