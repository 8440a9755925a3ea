"""Whole runs, scored by the official runner and by this project, compared field by field.

    runs.py DATA WORK [--seed 15] [--each 60] [--models NAME …] [--egpo COMMAND]

DATA is bfcl_eval's data folder. Result files with right, wrong and damaged answers, costs and logs are written below WORK;
both score them; every field of every score file and every cell of every table is compared. Known differences are counted apart.
"""

import argparse
import collections
import csv
import io
import json
import random
import shlex
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import handlers
import official
from bfcl_eval import utils
from registry import call_format

MODELS = ["Qwen/Qwen3-8B-FC", "Qwen/Qwen3-8B", "gpt-4.1-2025-04-14-FC", "gemini-2.5-flash", "tiiuae/Falcon3-7B-Instruct-FC",
          "openbmb/MiniCPM3-4B-FC", "ibm-granite/granite-20b-functioncalling", "command-a-03-2025-FC"]
CATEGORIES = handlers.CATEGORIES + [
    "multi_turn_base", "multi_turn_miss_func", "multi_turn_miss_param", "multi_turn_long_context", "memory_kv",
    "memory_vector", "memory_rec_sum", "web_search_base", "web_search_no_snippet", "format_sensitivity"]
SAYINGS = ["The answer is {}.", "not({})", "{}x", "x{}", "{{'answer': '{}', 'context': 'so'}}", "*{}*!", "{} ({})", "I do not know"]


def calls_of(texts):
    out = []
    for text in texts:
        for call in official.handler("Qwen/Qwen3-8B").decode_ast("[" + text + "]", official.ReturnFormat.PYTHON, False):
            out += [(name, arguments) for name, arguments in call.items()]
    return out


def dialogue(truth, form, rng):
    turns = []
    for turn in truth:
        try:
            calls = calls_of(turn)
        except Exception:
            calls = []
        if rng.random() < 0.1:
            calls = handlers.changed(calls, rng)
        steps = [handlers.render(form, calls, "python", rng)] if calls else []
        if steps and rng.random() < 0.05:
            steps[0] = handlers.damaged(steps[0], rng)
        turns.append(steps + [rng.choice(["Done.", "All set.", ""])])
    if rng.random() < 0.05:
        turns.append([])
    return "Error during inference: 500" if rng.random() < 0.02 else turns


def agentic(truth, form, rng):
    said = rng.choice(truth) if rng.random() < 0.8 else rng.choice(["no", "17", ""])
    last = rng.choice(SAYINGS).format(said, said)
    if rng.random() < 0.1:
        last = said.replace(" ", rng.choice(["-", "  ", "_"])).swapcase()
    call = handlers.render(form, [("core_memory_retrieve", {"key": "a"})], "python", rng)
    steps = rng.choice([[last], [call, last], [call, "[]", last], [last, call], [call], ["thinking", last], [[last]], [None, last]])
    return rng.choice([[steps], [steps], [steps], [steps], [steps], [steps, []], [], "text", [[]]])


def write(data, folder, models, each, seed):
    for model in models:
        rng = random.Random(f"{seed} {model}")
        form = call_format(model)
        for category in CATEGORIES:
            entries = utils.load_dataset_entry(category, include_prereq=False, include_language_specific_hint=False)
            truths = None if "relevance" in category else utils.load_ground_truth_entry(category)
            chosen = sorted(rng.sample(range(len(entries)), min(each, len(entries))))
            lines = []
            for i in chosen:
                entry, truth = entries[i], truths[i]["ground_truth"] if truths else None
                language = {"simple_java": "java", "simple_javascript": "javascript"}.get(category, "python")
                if category.startswith("multi_turn"):
                    result = dialogue(truth, form, rng)
                elif utils.is_agentic(category):
                    result = agentic(truth, form, rng)
                else:
                    calls = handlers.right(truth, rng) if truth else [("f", {"x": 1})]
                    if official.REGISTRY[model].underscore_to_dot:
                        calls = [(n.replace(".", "_"), a) for n, a in calls]
                    if rng.random() < 0.3:
                        calls = handlers.changed(calls, rng)
                    result = handlers.render(form, calls, language, rng)
                    if rng.random() < 0.2:
                        result = handlers.damaged(result, rng)
                line = {"id": entry["id"], "result": result, "input_token_count": rng.randrange(2000),
                        "output_token_count": rng.randrange(300), "latency": rng.random() * 9}
                if category.startswith("multi_turn") or utils.is_agentic(category):
                    line["latency"] = [[rng.random() * 9, 0], [rng.random()]]
                    line["input_token_count"] = [[7, 8]]
                    line["inference_log"] = [{"role": "state", "content": [1, {"ü": "ab\"c"}]}]
                lines.append(line)
            rng.shuffle(lines)
            path = Path(folder) / model.replace("/", "_") / utils.get_directory_structure_by_category(category)
            path.mkdir(parents=True, exist_ok=True)
            with open(path / f"BFCL_v4_{category}_result.json", "w", encoding="utf-8") as out:
                out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def same(a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b))
    return type(a) is type(b) and (a == b or a != a and b != b)


def where(a, b, path=""):
    """The first place where two values differ."""
    if isinstance(a, dict) and isinstance(b, dict):
        for k in [*a, *b]:
            if k not in a or k not in b:
                return f"{path}.{k}", a.get(k, "absent"), b.get(k, "absent")
            if not same(a[k], b[k]):
                return where(a[k], b[k], f"{path}.{k}")
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for i, (x, y) in enumerate(zip(a, b)):
            if not same(x, y):
                return where(x, y, f"{path}[{i}]")
    return path, a, b


def compare(theirs, ours):
    different, fields, equal_files, files = collections.Counter(), 0, 0, 0
    examples = {}
    for file in sorted(theirs.rglob("*_score.json")):
        other = ours / file.relative_to(theirs)
        files += 1
        equal_files += other.exists() and other.read_bytes() == file.read_bytes()
        a = [json.loads(x) for x in open(file, encoding="utf-8")]
        b = [json.loads(x) for x in open(other, encoding="utf-8")] if other.exists() else []
        if [x.get("id") for x in a] != [x.get("id") for x in b]:
            different[f"ids of {file.name}"] += 1
            examples.setdefault(f"ids of {file.name}", (len(a), len(b)))
            continue
        for x, y in zip(a, b):
            if list(x) != list(y):
                different["names of fields"] += 1
                examples.setdefault("names of fields", (file.name, list(x), list(y)))
            for k in x.keys() | y.keys():
                fields += 1
                if not same(x.get(k), y.get(k)):
                    kind = f"{k} {x.get('error_type') or (x.get('error') or {}).get('error_type')}"
                    different[kind] += 1
                    examples.setdefault(kind, (file.parts[-3:], x.get("id"), *where(x.get(k), y.get(k))))
    cells = 0
    for file in sorted(theirs.glob("data_*.csv")):
        a, b = list(csv.reader(open(file))), list(csv.reader(open(ours / file.name)))
        marked = b[0][-1] == "Incomplete"
        b = [row[:-1] if marked else row for row in b]
        model = a[0].index("Model")
        rows = {row[model]: row for row in b}  # models of the same score have no order of their own
        for x in a:
            for title, p, q in zip(a[0][1:], x[1:], rows.get(x[model], [""] * len(x))[1:]):
                cells += 1
                if p != q:
                    different[f"{file.name} {title}"] += 1
                    examples.setdefault(f"{file.name} {title}", (p, q))
        if len(a) != len(b) or len(a[0]) != len(b[0]):
            different[f"size of {file.name}"] += 1
    print(files, "score files,", equal_files, "equal byte for byte;", fields, "fields;", cells, "cells")
    for kind, n in different.most_common():
        print("different:", n, kind, str(examples.get(kind))[:600])
    return sum(different.values())


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("data")
    args.add_argument("work", type=Path)
    args.add_argument("--seed", type=int, default=15)
    args.add_argument("--each", type=int, default=60)
    args.add_argument("--models", nargs="*", default=MODELS)
    args.add_argument("--egpo", default="./egpo")
    a = args.parse_args()
    print("seed", a.seed)
    results, theirs, ours = a.work / "result", a.work / "theirs", a.work / "ours"
    write(a.data, results, a.models, a.each, a.seed)
    theirs.mkdir(exist_ok=True)
    with redirect_stdout(io.StringIO()):
        official.eval_runner.runner(None, CATEGORIES, results, theirs, allow_missing=True)
    command = [*shlex.split(a.egpo), "bfcl", "score", str(results), "--data", a.data, "-o", str(ours)]
    ran = subprocess.run(command, capture_output=True, text=True)
    (a.work / "ours.txt").write_text(ran.stdout + ran.stderr)
    print("exit status", ran.returncode)
    sys.exit(1 if compare(theirs, ours) else 0)


if __name__ == "__main__":
    main()
