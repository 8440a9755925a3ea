#!/usr/bin/env python3
"""Draws the sample of the ACEBench vectors that ships with the tests, and the tests of the benchmark that it needs.

    testing/draw-acebench-sample.py ../shared/vectors/acebench ../shared/data/acebench testing [seed]

Of each category some tests are drawn, and of their vectors some of every verdict; what needs no test is taken whole. The same
files and seed give the same bytes. The data are MIT (testing/data/acebench/LICENSE.md).
"""

import gzip
import json
import random
import sys
from collections import defaultdict
from pathlib import Path

TESTS = 2  # of a category and language
MOST = 5  # vectors of one test and verdict


def lines(path):
    with gzip.open(path, "rb") as f:
        return f.read().splitlines(keepends=True)


def write(path, chosen):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(b"".join(chosen), mtime=0))
    print(f"{path}: {len(chosen)} lines, {path.stat().st_size} bytes")


def main(vectors, data, target, seed="1"):
    vectors, data, target = Path(vectors), Path(data), Path(target)
    draw = random.Random(seed)
    tests = set()
    groups = defaultdict(list)
    for name in ["cases_en", "cases_zh", "agent"]:
        for line in lines(vectors / f"{name}.jsonl.gz"):
            case = json.loads(line)
            key = case["lang"], case["category"], case["item"]
            groups[name, *key, case.get("crash") or case.get("listed_error_type") or case["error_type"]].append(line)
    by_category = defaultdict(set)
    for name, language, category, item, error in groups:
        by_category[language, category].add(item)
        if error == "AttributeError" or name != "agent" and error and error.startswith("simple"):
            tests.add((language, category, item))
    tests = set(sorted(tests)[:4])
    for (language, category), items in sorted(by_category.items()):
        tests.update((language, category, item) for item in draw.sample(sorted(items), TESTS))
    chosen = defaultdict(list)
    for (name, *key, error), found in groups.items():
        if tuple(key) in tests:
            chosen[name] += draw.sample(found, min(MOST, len(found)))
    for name, some in chosen.items():
        write(target / "vectors/acebench" / f"{name}.jsonl.gz", some)
    for name in ["decode", "python_text"]:
        write(target / "vectors/acebench" / f"{name}.jsonl.gz", lines(vectors / f"{name}.jsonl.gz"))
    prompts = [l for l in lines(vectors / "prompts.jsonl.gz")
               if (lambda c: (c["lang"], c["category"], c["item"]) in tests)(json.loads(l))]
    write(target / "vectors/acebench/prompts.jsonl.gz", prompts)
    for language, category in sorted(by_category):
        for folder in [f"data_{language}", f"data_{language}/possible_answer"]:
            name = f"{folder}/data_{category}.json.gz"
            some = [l for l in lines(data / name) if (language, category, json.loads(l)["id"]) in tests]
            write(target / "data/acebench" / name, some)
    (target / "data/acebench/LICENSE.md").write_bytes((data / "LICENSE.md").read_bytes())


if __name__ == "__main__":
    main(*sys.argv[1:])
