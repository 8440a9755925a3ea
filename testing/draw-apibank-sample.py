#!/usr/bin/env python3
"""Draws the sample of the API-Bank vectors that ships with the tests, and the dialogues and tables that it needs.

    testing/draw-apibank-sample.py ../shared/vectors/apibank ../shared/data/apibank testing [seed]

For each API some dialogues are drawn, and of their vectors some of every verdict; of level 3 every task is kept. The same files
and seed give the same bytes. Licences: testing/data/apibank/LICENSE and NOTICE.
"""

import gzip
import json
import random
import sys
from collections import defaultdict
from pathlib import Path

DIALOGUES = 1  # for an API
MOST = 3  # vectors of one API and verdict
RESPONSES = 300  # of each level
REPLAYED = {"ToolSearcher": "keywords", "Dictionary": "keyword", "Translate": "src"}


def lines(path):
    with gzip.open(path, "rb") as f:
        return f.read().splitlines(keepends=True)


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, mtime=0))
    print(f"{path}: {path.stat().st_size} bytes")


def main(vectors, data, target, seed="1"):
    vectors, data, target = Path(vectors), Path(data), Path(target)
    draw = random.Random(seed)
    samples = lines(data / "lv1-lv2-samples.jsonl.gz")
    by_api = defaultdict(list)
    for i, line in enumerate(samples):
        dialogue = json.loads(line)
        for turn in dialogue["turns"]:
            if turn["role"] == "API":
                by_api[dialogue["set"], turn["api_name"]].append(i)
    chosen = sorted({i for found in by_api.values() for i in draw.sample(sorted(set(found)), DIALOGUES)})
    dialogues = [json.loads(samples[i]) for i in chosen]
    files = {d["file"] for d in dialogues}
    said = {t["result"]["input"][REPLAYED[t["api_name"]]]
            for d in dialogues for t in d["turns"] if t["role"] == "API" and t["api_name"] in REPLAYED}

    def usable(v):
        name, parameters = v.get("parsed") or ("", {})
        return v["file"] in files and (name not in REPLAYED or "stub" not in v or parameters[REPLAYED[name]] in said)

    groups = defaultdict(list)
    for name in ["calls", "calls_level3"]:
        for line in lines(vectors / f"{name}.jsonl.gz"):
            v = json.loads(line)
            if v["level"] == 3 or usable(v):
                groups[name, (v.get("parsed") or [""])[0], v["verdict"], v.get("stub", "")].append(line)
    for line in lines(vectors / "responses.jsonl.gz"):
        v = json.loads(line)
        if v["level"] == 3 or v["file"] in files:
            groups["responses", v["level"], "crash" in v, ""].append(line)
    kept = defaultdict(list)
    for (name, *_), found in sorted(groups.items(), key=str):
        kept[name] += draw.sample(found, min(len(found), RESPONSES if name == "responses" else MOST))
    kept["misc"] = lines(vectors / "misc.jsonl.gz")
    kept["runs"] = [l for l in lines(vectors / "runs.jsonl.gz") if json.loads(l)["level"] == 3]
    for name, some in kept.items():
        write(target / "vectors/apibank" / f"{name}.jsonl.gz", b"".join(some))
    to = target / "data/apibank"
    write(to / "lv1-lv2-samples.jsonl.gz", b"".join(samples[i] for i in chosen))
    tables = sorted((data / "init_database").glob("*.gz"))
    tasks = [data / "test-data" / f"level-3{kind}.json.gz" for kind in ["", "-batch-inf-response"]]
    for path in tables + tasks:
        write(to / path.relative_to(data), gzip.decompress(path.read_bytes()))
    for name in ["LICENSE", "LICENSE-repository"]:
        (to / name).write_bytes((data / name).read_bytes())
    notice = (data / "NOTICE").read_text().split("test-data/:")[0]
    (to / "NOTICE").write_text(notice + "Changed: a sample of the dialogues in one file; tables and tasks compressed one by"
                               " one, Wiki.json with url and summary only,\nImageCaptioning.json with the entry that the"
                               " dialogues use. The summaries of Wiki.json come from Wikipedia (CC BY-SA).\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
