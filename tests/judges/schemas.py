"""An independent validator holds the samples, the built-in program and every answer against `stackplan schema`.

    python schemas.py PATH_TO_STACKPLAN      (with requirements.txt installed)
"""

import datetime
import json
import tomllib

import outside

outside.needs(package="jsonschema")

from jsonschema import Draft202012Validator  # noqa: E402

ANSWERS = [
    ["--case", "all"],
    ["--case", "all", "--every", "month"],
    ["--every", "week", "--unset", "bedrock.commitment"],
    ["--every", "event", "--horizon", "90"],
    ["--every", "none"],
]
# What a schema has to refuse: an edit of a valid profile.
WRONG = [
    ("an unknown key", lambda profile: profile["company"].update(nmae="x")),
    ("no start", lambda profile: profile["plan"].pop("start")),
    ("an unknown stage", lambda profile: profile["company"].update(stage="series-q")),
    ("a text for an amount", lambda profile: profile.update(spend={"bedrock": {"current": "much"}})),
    ("two forms of spend", lambda profile: profile.update(spend={"bedrock": {"current": 1, "monthly": [1]}})),
]


def plain(value):
    """TOML as JSON has it: dates are texts."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def toml(path):
    return plain(tomllib.loads((outside.ROOT / path).read_text()))


def validator(verdict, what):
    schema = json.loads(outside.run("schema", what))
    verdict.same(schema.get("$schema"), "https://json-schema.org/draft/2020-12/schema", f"schema {what}: dialect")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def holds(verdict, schema, value, name):
    errors = [f"{error.json_path}: {error.message[:200]}" for error in schema.iter_errors(value)]
    verdict.same(errors[:3], [], name)


def main():
    verdict = outside.Verdict()
    profile, program, output = (validator(verdict, what) for what in ["profile", "program", "output"])
    for path in outside.profiles():
        holds(verdict, profile, toml(path), path)
        for args in ANSWERS:
            answer = json.loads(outside.run("eval", path, "--format", "json", *args))
            holds(verdict, output, answer, f"eval {path} {' '.join(args)}")
    holds(verdict, program, toml("src/program/builtin.toml"), "the built-in program")
    for name, edit in WRONG:
        value = toml("profiles/minimal.toml")
        edit(value)
        verdict.check(not profile.is_valid(value), f"a profile with {name} passes its schema")
    verdict.check(not output.is_valid({}), "an empty object passes as an answer")
    verdict.leave("jsonschema on samples and answers")


main()
