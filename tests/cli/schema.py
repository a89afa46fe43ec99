#!/usr/bin/env python3
"""The published JSON Schemas say what the loader knows: they are what the program prints, every file of rules/ is valid,
the keys are those that the loader lists, and what is wrong is refused by both.

    schema.py NOTEWELL
"""

import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

import jsonschema

RULES = pathlib.Path(__file__).resolve().parents[2] / "rules"
NOTEWELL = str(pathlib.Path(sys.argv[1]).resolve())

EVIDENCE = """title = "Ticked and not told"
severity = "hint"
tags = ["house"]
authority = []
[check]
kind = "evidence"
each = "ticked option"
needs = "anything"
[message]
what = "Nothing backs “{option}”."
why = "Our house rule."
do = "Tell what you saw."
[[fix]]
title = "Tell it"
place = "under the option"
"""

WRONG_RULES = {
    "a key that there is not": lambda rule: rule.update(severty="hint"),
    "a severity that there is not": lambda rule: rule.update(severity="fatal"),
    "a text where a list stands": lambda rule: rule.update(tags="house"),
    "no message": lambda rule: rule.pop("message"),
    "no advice": lambda rule: rule["message"].pop("do"),
    "a kind that there is not": lambda rule: rule["check"].update(kind="evidense"),
    "a key of another kind": lambda rule: rule["check"].update(field="client"),
    "what only an intervention needs": lambda rule: rule["check"].update(needs="rationale"),
    "a role that there is not": lambda rule: rule.update(check={"kind": "element", "of": ["symptoms"], "at": "pln"}),
    "a native check that there is not": lambda rule: rule.update(check={"kind": "native", "name": "magic"}),
    "a place that there is not": lambda rule: rule["fix"][0].update(place="anywhere"),
    "a flag in words": lambda rule: rule["fix"][0].update(safe="yes"),
}
WRONG_WORDS = [
    "[[concept]]\nnames = [\"beige\"]\n",
    "[[concept]]\nid = \"beige\"\nnames = \"beige\"\n",
    "[[concept]]\nid = \"beige\"\nnames = [\"beige\"]\ngruop = \"affect\"\n",
    "[[concept]]\nid = \"beige\"\nnames = [\"beige\"]\n[concept.stems]\nseen = \"x\"\n",
    "[[conzept]]\nid = \"beige\"\n",
    "[concept]\nid = \"beige\"\n",
    "[[cue]]\nkind = \"maybe\"\nwords = [\"perhaps\"]\n",
    "[[section]]\nid = \"x\"\nnames = [\"x\"]\nroles = [\"pln\"]\n",
    "[[instrument]]\nid = \"x\"\nnames = [\"x\"]\nbands = [{ label = \"mild\", from = 1 }]\n",
    "[[wording]]\nkind = \"rude\"\nphrases = [\"x\"]\n",
]
WRONG_SETTINGS = [
    "profil = \"optum\"\n",
    "profile = 2\n",
    "dates = \"year first\"\n",
    "own_rules = [\"rules\"]\n",
    "[rules]\nlate-entry = \"fatal\"\n",
    "[rules]\n\"Late Entry\" = \"off\"\n",
    "[options]\nlate-entry = 3\n",
    "[elements]\nwanted = [\"homework\"]\n",
    "[elements]\nalso = \"homework\"\n",
]


def must(condition: bool, what: str) -> None:
    if not condition:
        sys.exit(f"the schemas are broken: {what}")


def run(*arguments: str, cwd: str | None = None) -> str:
    done = subprocess.run([NOTEWELL, *arguments], capture_output=True, check=False, cwd=cwd)
    return done.stdout.decode() + done.stderr.decode()


def as_toml(table: dict, name: str = "") -> str:
    """TOML of the few kinds of value that rules hold."""
    plain = {key: value for key, value in table.items()
             if not isinstance(value, dict) and not (isinstance(value, list) and value and isinstance(value[0], dict))}
    out = "".join(f"{json.dumps(key)} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in plain.items())
    for key, value in table.items():
        path = f"{name}.{key}" if name else key
        if isinstance(value, dict):
            out += f"[{path}]\n" + as_toml(value, path)
        elif key not in plain:
            out += "".join(f"[[{path}]]\n" + as_toml(one, path) for one in value)
    return out


def told_of(texts: list[str], extension: str) -> list[str]:
    """What the loader says of each of these files, in one folder."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            pathlib.Path(folder, f"{number}{extension}").write_text(text, encoding="utf-8")
        told = [""] * len(texts)
        for line in run("rules", "--check", folder).splitlines():
            if at := re.match(rf".*/(\d+){re.escape(extension)}:\d+: ", line):
                told[int(at[1])] += line[at.end():] + "\n"
        return told


def told_of_rules(rules: list[dict]) -> list[str]:
    return told_of(["+++\n" + as_toml(rule) + "+++\n" for rule in rules], ".md")


def told_of_settings(text: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "notewell.toml").write_text(text, encoding="utf-8")
        told = run("check", "--print-config", cwd=folder)
        return "\n".join(line for line in told.splitlines() if "config-invalid" in line)


def keys_told(told: str) -> list[str]:
    """The keys that the loader lists where it knows one not."""
    listed = re.search(r"`?.?zzzzzzzzzzzz.?`? is not a key of .*?(?:it has |These are known: )(.*)", told)
    must(listed is not None, f"the loader does not list its keys: {told}")
    return listed[1].rstrip(".").split(", ")


def the_keys_are_the_loaders(schemas: dict) -> int:
    whole = tomllib.loads(EVIDENCE)
    bad = {"zzzzzzzzzzzz": 1}
    parts = schemas["rule"]["properties"]
    kinds = parts["check"]["oneOf"]
    rules = [(whole | bad, schemas["rule"]),
             (whole | {"message": whole["message"] | bad}, parts["message"]),
             (whole | {"fix": [whole["fix"][0] | bad]}, parts["fix"]["items"])]
    for kind in kinds:
        least = {key: kind["properties"][key].get("enum", ["x"])[0] for key in kind["required"]}
        rules.append((whole | {"check": least | bad}, kind))
    *told, unknown = told_of_rules([rule for rule, _ in rules] + [whole | {"check": {"kind": "zzzzzzzzzzzz"}}])
    expected = [schema for _, schema in rules]
    named = [kind["properties"]["kind"]["enum"][0] for kind in kinds]
    must(unknown.split("is not known: ")[1].splitlines()[0].split(", ") == list(dict.fromkeys(named)), "kinds of check")

    words = [("zzzzzzzzzzzz = 1\n", schemas["vocabulary"])]
    for table, schema in schemas["vocabulary"]["properties"].items():
        inner = schema.get("items", schema)
        if "properties" not in inner:
            continue
        entry = {key: inner["properties"][key].get("enum", ["x"])[0] if inner["properties"][key]["type"] == "string"
                 else ["x"] for key in inner.get("required", [])}
        words.append((as_toml({table: [entry | bad] if schema["type"] == "array" else bad}), inner))
    told += told_of([text for text, _ in words], ".toml")
    expected += [schema for _, schema in words]

    told += [told_of_settings("zzzzzzzzzzzz = 1\n"), told_of_settings("[elements]\nzzzzzzzzzzzz = 1\n")]
    expected += [schemas["notewell"], schemas["notewell"]["properties"]["elements"]]
    for said, schema in zip(told, expected, strict=True):
        must(keys_told(said) == list(schema["properties"]), f"{list(schema['properties'])} and {said}")
    return len(told)


def main() -> int:
    schemas = {}
    for name in ("rule", "vocabulary", "notewell"):
        committed = (RULES / f"{name}.schema.json").read_text(encoding="utf-8")
        must(run("rules", "--schema", name) == committed,
             f"rules/{name}.schema.json is not what `notewell rules --schema {name}` prints: write it anew")
        schemas[name] = json.loads(committed)
        jsonschema.Draft202012Validator.check_schema(schemas[name])
    valid = {name: jsonschema.Draft202012Validator(schema).is_valid for name, schema in schemas.items()}

    rules = [path for path in sorted(RULES.glob("*/*.md"))]
    for path in rules:
        jsonschema.Draft202012Validator(schemas["rule"]).validate(
            tomllib.loads(path.read_text(encoding="utf-8").split("\n+++", 1)[0].removeprefix("+++")))
    words = sorted((RULES / "vocabulary").glob("*.toml"))
    for path in words:
        jsonschema.Draft202012Validator(schemas["vocabulary"]).validate(tomllib.loads(path.read_text(encoding="utf-8")))
    must(len(rules) > 70 and len(words) > 10, "rules and words were found")
    must(valid["notewell"](tomllib.loads(run("check", "--print-config"))), "what --print-config prints is valid")

    whole = tomllib.loads(EVIDENCE)
    rules_made = []
    for what, spoil in WRONG_RULES.items():
        rules_made.append(copy.deepcopy(whole))
        spoil(rules_made[-1])
        must(not valid["rule"](rules_made[-1]), f"a rule with {what} is refused by the schema")
    right, *told = told_of_rules([whole, *rules_made])
    must(valid["rule"](whole) and right == "no flagged example is offered the fix “Tell it”\n", f"a right rule: {right}")
    for what, said in zip(WRONG_RULES, told, strict=True):
        must(said != "" and "example" not in said, f"a rule with {what} is refused by the loader")
    for text, said in zip(WRONG_WORDS, told_of(WRONG_WORDS, ".toml"), strict=True):
        must(not valid["vocabulary"](tomllib.loads(text)), f"refused by the schema: {text}")
        must(said != "", f"refused by the loader: {text}")
    for text in WRONG_SETTINGS:
        must(not valid["notewell"](tomllib.loads(text)), f"refused by the schema: {text}")
        must("config-invalid" in told_of_settings(text), f"refused by the loader: {text}")

    tables = the_keys_are_the_loaders(schemas)
    wrong = len(WRONG_RULES) + len(WRONG_WORDS) + len(WRONG_SETTINGS)
    print(f"{len(rules)} rules and {len(words)} lists of words are valid, {wrong} wrong files are not, {tables} tables agree")
    return 0


if __name__ == "__main__":
    sys.exit(main())
