#!/usr/bin/env python3
"""Draws the sample of the BFCL vectors that ships with the tests: invented inputs only, some of every group.

    testing/draw-bfcl-sample.py ../shared/vectors/bfcl testing/vectors/bfcl [seed]

Left out is what rests on the benchmark's own questions, answers or states: groups named after answers and ground truths, and
simulations that begin from a scenario. The same vectors and seed give the same bytes.
"""

import gzip
import json
import random
import sys
from collections import defaultdict
from pathlib import Path

MOST = 250  # cases of one group of one file
WHOLE = ["standardize_string", "type_convert", "ast_check_synthetic", "py_repr", "py_random", "mt_math",
         "score_aggregation"]
GROUPED = ["decode_python", "decode_execute", "decode_formats", "decode_java", "decode_javascript", "mt_api"]


def invented(file, case):
    if file == "mt_api":
        return case["class"] == "MathAPI" and not case["initial_config"]
    return not case["group"].startswith(("answer", "ground_truth"))


def sample(file, lines, seed):
    if file in WHOLE:
        return lines
    groups = defaultdict(list)
    for line in lines:
        case = json.loads(line)
        if invented(file, case):
            groups[case.get("group", "")].append(line)
    draw = random.Random(f"{seed} {file}")
    chosen = {l for g in sorted(groups) for l in draw.sample(groups[g], min(MOST, len(groups[g])))}
    return [line for line in lines if line in chosen]


def main(source, target, seed="1"):
    for file in WHOLE + GROUPED:
        name = f"{file}.jsonl.gz"
        with gzip.open(Path(source) / name, "rb") as f:
            lines = f.read().splitlines(keepends=True)
        chosen = sample(file, lines, seed)
        (Path(target) / name).write_bytes(gzip.compress(b"".join(chosen), mtime=0))
        print(f"{file}: {len(chosen)} of {len(lines)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
