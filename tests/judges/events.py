"""An independent parser reads the calendar of every sample in every case and compares it with `eval --format json`.

    python events.py PATH_TO_STACKPLAN       (with requirements.txt installed)
"""

import datetime

import outside

outside.needs(package="icalendar")

from icalendar import Calendar  # noqa: E402

DAY = datetime.timedelta(days=1)
HOSTILE = "A\r\nEND:VEVENT\nBEGIN:VALARM;x=\"1\",b\\n: ☕" + " long" * 20
SHOWN = HOSTILE.replace("\r\n", "\n")


def date(text):
    return datetime.date.fromisoformat(text)


def read(verdict, text, name):
    """The events by what their UIDs end in, after the company's part."""
    lines = text.split(b"\r\n")
    verdict.check(text.endswith(b"END:VCALENDAR\r\n") and all(b"\n" not in line for line in lines), f"{name}: line ends")
    verdict.check(all(len(line) <= 75 for line in lines), f"{name}: a line of more than 75 octets")
    calendar = Calendar.from_ical(text)
    verdict.same(calendar.errors, [], f"{name}: errors")
    events = list(calendar.walk("VEVENT"))
    for event in events:
        verdict.same(event.errors, [], f"{name}: errors of {event.get('UID')}")
    uids = [str(event["UID"]) for event in events]
    verdict.same(len(set(uids)), len(uids), f"{name}: events of one UID")
    return {uid.removesuffix("@stackplan").rpartition(".")[2]: event for uid, event in zip(uids, events)}


def wanted(json, case):
    """What eval says of each event: the first day, the last day, the alarms."""
    known = {}
    met = json["met"]
    for event in json["events"]:
        day = date(event["date"][case])
        if event["id"].endswith("-deadline"):
            known[event["id"]] = (day, day, [] if event["id"].removesuffix("-deadline") in met else [14])
        else:
            days = [date(event["date"][each]) for each in outside.CASES]
            known[event["id"]] = (min(days), max(days), [])
    for grant in json["grants"]:
        if grant["status"][case] != "forfeited" and grant["amount"][case] > 0:
            issued, ends = date(grant["issued_on"][case]), date(grant["expires_on"][case])
            known[f"{grant['id']}-issued"] = (issued, issued, [])
            known[f"{grant['id']}-ends"] = (ends, ends, [60, 30])
    return known


def alarms(event):
    found = []
    for alarm in event.walk("VALARM"):
        before = -alarm["TRIGGER"].dt
        found.append(before // DAY if alarm["ACTION"] == "DISPLAY" and alarm["DESCRIPTION"] and before % DAY == 0 * DAY else None)
    return found


def judge(verdict, profile, case, json):
    name = f"{profile}, {case}"
    events = read(verdict, outside.run("report", profile, "--to", "ics", "--case", case), name)
    known = wanted(json, case)
    verdict.same(sorted(events), sorted(known), f"{name}: events")
    for key, (first, last, before) in known.items():
        event = events.get(key)
        if event is None:
            continue
        for field, day in [("DTSTART", first), ("DTEND", last + DAY)]:
            verdict.same(event[field].dt, day, f"{name}: {field} of {key}")
            verdict.check(not isinstance(event[field].dt, datetime.datetime), f"{name}: {key} has a time of day")
        verdict.same(alarms(event), before, f"{name}: alarms of {key}")
        verdict.check(str(event["SUMMARY"]).startswith(json["profile"]["company"]), f"{name}: summary of {key}")
    return events


def moved(verdict, profile, events):
    """Later dates and another name behind the same id move the events and double none."""
    start = date(outside.evaluation(profile)["profile"]["start"])
    edits = ["--start", (start - 40 * DAY).isoformat()]
    later = read(verdict, outside.run("report", profile, "--to", "ics", "--case", "likely", *edits), f"{profile}, moved")
    both = set(events) & set(later)
    verdict.check(len(both) >= len(events) - 2, f"{profile}: events that keep their UIDs: {len(both)} of {len(events)}")
    for key in both:
        verdict.same(later[key]["UID"], events[key]["UID"], f"{profile}: UID of {key} after a move")


def hostile(verdict):
    escaped = HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    plain = read(verdict, outside.run("report", "profiles/ladder.toml", "--to", "ics"), "plain")
    text = outside.run("report", "profiles/ladder.toml", "--to", "ics", "--set", f'company.name="{escaped}"')
    events = read(verdict, text, "a hostile name")
    verdict.same(sorted(events), sorted(plain), "a hostile name: events")
    for key, event in events.items():
        verdict.check(str(event["SUMMARY"]).startswith(SHOWN + ": "), f"a hostile name in the summary of {key}")
        verdict.same(len(event.walk("VALARM")), len(plain[key].walk("VALARM")), f"a hostile name: alarms of {key}")


def main():
    import tomllib

    verdict = outside.Verdict()
    for profile in outside.profiles():
        json = outside.evaluation(profile)
        written = tomllib.loads((outside.ROOT / profile).read_text())
        json["met"] = written.get("actuals", {}).get("milestones", {})
        events = {case: judge(verdict, profile, case, json) for case in outside.CASES}
        for key in set(events["best"]) & set(events["cautious"]):
            verdict.same(events["best"][key]["UID"], events["cautious"][key]["UID"], f"{profile}: UID of {key} by case")
        if not json["met"] and not written.get("actuals") and not written.get("milestones"):
            moved(verdict, profile, events["likely"])
    hostile(verdict)
    verdict.leave("icalendar on calendars")


main()
