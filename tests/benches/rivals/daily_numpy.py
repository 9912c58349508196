"""Daily rows by numpy, written by polars: `daily_numpy.py PLANS.ndjson ROWS.csv` (see prepare.py).

Whole cents in 64 bits. The periods of a plan are closed one after the other, each day of it then settles in one go.
"""

import datetime
import json
import sys
from fractions import Fraction

import numpy as np
import polars as pl

PORTION = 500
AMOUNTS = ("granted", "consumed", "expired", "balance", "charges", "cash")
COLUMNS = ("path", "line", "company", "id", "case", "day", "date", *AMOUNTS, "events", "error")


def cents(amount):
    whole, _, rest = amount.partition(".")
    return int(whole) * 100 + int(f"{rest:0<2}" if rest else 0)


def months_of(spend, count):
    """The cents of months 1 to count."""
    number = np.arange(1, count + 1)
    if "monthly" in spend:
        values = np.array([cents(value) for value in spend["monthly"]])
        return values[np.minimum(number, len(values)) - 1]
    current = cents(spend["current"])
    if "monthly_growth" in spend:
        # Exact, for a float would be a cent off now and then.
        growth = 1 + Fraction(spend["monthly_growth"])
        return np.array([round(current * growth**month) for month in range(1, count + 1)])
    if "month_12" not in spend:
        return np.full(count, current)
    first = cents(spend["month_12"])
    second = cents(spend["month_24"]) if "month_24" in spend else first
    later = np.minimum(number, 24) - 12
    twelfths = np.where(number <= 12, current * (12 - number) + first * number, first * (12 - later) + second * later)
    whole, rest = np.divmod(twelfths, 12)
    return whole + ((rest > 6) | ((rest == 6) & (whole % 2 == 1)))


class Calendar:
    """The days of a plan: their months, the month's length and how far into it they are."""

    def __init__(self, start, horizon):
        self.dates = np.datetime64(start, "D") + np.arange(horizon + 1)
        months = self.dates.astype("M8[M]")
        begins = months.astype("M8[D]")
        self.of_month = (self.dates - begins).astype(np.int64) + 1
        self.length = ((months + 1).astype("M8[D]") - begins).astype(np.int64)
        self.month = (months - months[0]).astype(np.int64)
        self.day = np.arange(horizon + 1)
        self.month_ends = np.flatnonzero(self.of_month == self.length)


def pay(balance, charges):
    """What a credit pays of each service it covers, the largest charge first; the first axis is the service."""
    if len(charges) == 1:
        return np.minimum(charges, balance)
    order = np.argsort(-charges, axis=0, kind="stable")
    largest = np.take_along_axis(charges, order, axis=0)
    ahead = np.cumsum(largest, axis=0) - largest
    paid = np.clip(balance - ahead, 0, largest)
    result = np.empty_like(paid)
    np.put_along_axis(result, order, paid, axis=0)
    return result


def pay_one(balance, charges, covers):
    """The same for one day, in plain numbers; what is paid leaves `charges`."""
    before = balance
    for service in sorted(covers, key=lambda service: -charges[service]):
        paid = min(charges[service], balance)
        charges[service] -= paid
        balance -= paid
    return before - balance


def ledger(services, grants, days):
    """Granted, consumed, expired and charges of one provider on each day."""
    horizon = days.day[-1]
    places = {service["name"]: place for place, service in enumerate(services)}
    credits = []
    for grant in grants:
        covers = [places[name] for name in grant["covers"] if name in places]
        key = (grant["last"], len(covers), grant["issued"], grant["id"])
        credits.append((key, covers, cents(grant["amount"]), grant["usable"]))
    credits.sort(key=lambda credit: credit[0])
    cuts = [grant["last"] for grant in grants if grant["held"] and 0 <= grant["last"] < horizon]
    ends = np.union1d(days.month_ends, np.array([*cuts, horizon], dtype=np.int64))
    firsts = np.concatenate(([0], ends[:-1] + 1))
    period = np.searchsorted(ends, days.day)

    by_now = np.zeros((len(services), horizon + 1), dtype=np.int64)
    for place, service in enumerate(services):
        by_now[place] = service["months"][days.month] * days.of_month // days.length
    # What had accrued in the month before a period began in it: the day before, unless that is another month's.
    at = np.maximum(firsts - 1, 0)
    before = np.where((days.of_month[firsts] == 1) | (firsts == 0), 0, by_now[:, at])
    if services and days.of_month[0] > 1:
        for place, service in enumerate(services):
            before[place, 0] = service["months"][0] * (days.of_month[0] - 1) // days.length[0]
    charges = by_now - before[:, period]

    balances = [amount for _, _, amount, _ in credits]
    opening = np.empty((len(credits), len(ends)), dtype=np.int64)
    closing = charges[:, ends].T.tolist()
    used = np.zeros(len(ends) + 1, dtype=np.int64)
    for number, (first, last, open_charges) in enumerate(zip(firsts.tolist(), ends.tolist(), closing)):
        total = 0
        for place, (key, covers, _, usable) in enumerate(credits):
            opening[place, number] = balances[place]
            if usable <= last and key[0] >= first and balances[place]:
                paid = pay_one(balances[place], open_charges, covers)
                balances[place] -= paid
                total += paid
        used[number + 1] = used[number] + total
    charged = np.concatenate(([0], np.cumsum(charges[:, ends].sum(axis=0))))[:-1][period] + charges.sum(axis=0)

    consumed = used[:-1][period]
    granted = np.zeros(horizon + 1, dtype=np.int64)
    expired = np.zeros(horizon + 1, dtype=np.int64)
    open_charges = charges.copy()
    begun = firsts[period]
    for place, (key, covers, amount, usable) in enumerate(credits):
        last, _, issued, _ = key
        held = opening[place, period]
        granted[max(issued, 0):] += amount
        expired[max(last + 1, 0):] += held[max(last + 1, 0):]
        if covers:
            balance = np.where((days.day >= usable) & (begun <= last), held, 0)
            paid = pay(balance, open_charges[covers])
            open_charges[covers] -= paid
            consumed = consumed + paid.sum(axis=0)
    return granted, consumed, expired, charged


def position(plan):
    """The columns of a plan."""
    days = Calendar(plan["start"], plan["horizon"])
    for service in plan["services"]:
        service["months"] = months_of(service, int(days.month[-1]) + 1)
    total = [np.zeros(plan["horizon"] + 1, dtype=np.int64) for _ in range(4)]
    for provider in {of["provider"] for of in plan["services"] + plan["grants"]}:
        services = [service for service in plan["services"] if service["provider"] == provider]
        grants = [grant for grant in plan["grants"] if grant["provider"] == provider]
        for sum_, part in zip(total, ledger(services, grants, days)):
            sum_ += part
    granted, consumed, expired, charges = total
    return days, (granted, consumed, expired, granted - consumed - expired, charges, charges - consumed)


def write(plans, out, is_first):
    """One portion of the file."""
    found = [position(plan) for plan in plans]
    counts = [len(days.day) for days, _ in found]
    events = [""] * sum(counts)
    begin = 0
    for plan, count in zip(plans, counts):
        for day, what in plan["events"].items():
            if 0 <= int(day) < count:
                events[begin + int(day)] = what
        begin += count

    def repeated(key, kind):
        return pl.Series([plan[key] for plan in plans], dtype=kind).gather(np.repeat(np.arange(len(plans)), counts))

    columns = {
        "path": repeated("path", pl.String), "line": repeated("line", pl.Int64),
        "company": repeated("company", pl.String), "id": repeated("id", pl.String),
        "day": np.concatenate([days.day for days, _ in found]),
        "date": np.concatenate([days.dates for days, _ in found]),
        "events": events,
    }
    for place, name in enumerate(AMOUNTS):
        columns[name] = np.concatenate([amounts[place] for _, amounts in found]) / 100
    frame = pl.DataFrame(columns).with_columns(case=pl.lit("likely"), error=pl.lit(""))
    frame.select(COLUMNS).write_csv(out, include_header=is_first, quote_style="necessary")


def main(path, target):
    with open(path, encoding="utf-8") as lines, open(target, "wb") as out:
        plans, is_first = [], True
        for line in lines:
            plans.append(json.loads(line))
            if len(plans) == PORTION:
                write(plans, out, is_first)
                plans, is_first = [], False
        if plans:
            write(plans, out, is_first)


main(*sys.argv[1:])
