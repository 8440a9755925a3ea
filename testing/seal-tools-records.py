#!/usr/bin/env python3
"""Writes records for `egpo clean` from Seal-Tools' questions with their own answers.

    testing/seal-tools-records.py CLONE OUT

CLONE is a clone of github.com/fairyshine/Seal-Tools (Apache-2.0), OUT a folder. The single calls of both test sets, and the first
hundred questions with several calls of the test set of other fields, leaving out those whose values come from another call's result.
"""

import json
import os
import sys

SETS = [("test_out_domain", "easy", 94), ("test_in_domain", "easy", 200), ("test_out_domain", "difficult", 100)]


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def tool(entry):
    properties = {
        name: {key: p[key] for key in ("type", "description") if key in p} for name, p in entry["parameters"].items()
    }
    return {
        "name": entry["api_name"],
        "description": entry["api_description"],
        "parameters": {"type": "dict", "properties": properties, "required": entry.get("required", [])},
    }


def record(question, tools):
    calls = [{"name": c["api"], "arguments": c["parameters"]} for c in question["calling"]]
    offered = [tool(tools[c["name"]]) for c in calls if c["name"] in tools]
    return {"id": question["id"], "query": question["query"], "tools": offered, "answers": calls}


def main(clone, out):
    data = os.path.join(clone, "Seal-Tools_Dataset")
    tools = {entry["api_name"]: entry for entry in lines(os.path.join(data, "tool.jsonl"))}
    os.makedirs(out, exist_ok=True)
    for name, kind, most in SETS:
        questions = [
            q
            for q in lines(os.path.join(data, name + ".jsonl"))
            if kind in q["id"] and "API_call" not in json.dumps([c["parameters"] for c in q["calling"]])
        ][:most]
        with open(os.path.join(out, f"{name}-{kind}.jsonl"), "w", encoding="utf-8") as file:
            for q in questions:
                file.write(json.dumps(record(q, tools), ensure_ascii=False) + "\n")
        print(f"{name}-{kind}: {len(questions)} records")


if __name__ == "__main__":
    main(*sys.argv[1:])
