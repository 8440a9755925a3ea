"""Mutated answers to memory and web-search questions, with the official verdicts.

    agentic.py OUT.jsonl.gz [--seed 15] [--cases 10000] [--answers FILE …]

Without FILE (possible_answer/BFCL_v4_memory.json and the like) the allowed answers are invented.
"""

import argparse
import gzip
import json
import random

import handlers
import official
from registry import call_format
from runs import SAYINGS

INVENTED = [["35", "thirty five"], ["Strawberry matcha"], ["O'Neil & Sons"], ["$5.20"], ["2024-05-01", "May 1, 2024"], ["Zürich"],
            ["C++"], ["İzmir"], ["(none)"], ["twelve"], ["St. Mary's"], ["naïve café"], ["東京"], ["a_b"], ["10%"]]


def mutated(truth, form, rng):
    said = rng.choice(truth)
    kind = rng.randrange(8)
    if kind == 0:
        said = said.swapcase()
    elif kind == 1:
        said = said.replace(" ", rng.choice(["-", "  ", "_", "\n", ""]))
    elif kind == 2 and len(said) > 1:
        said = said[:rng.randrange(1, len(said))]
    elif kind == 3:
        said = "".join(c + rng.choice(["", "", ".", ",", "*", "^", "/"]) for c in said)
    elif kind == 4:
        said = said.replace("'", "\"")
    last = rng.choice(SAYINGS + ["{}", "é{}", "{}ß", "{}٣", "-{}-", "\"{}\"", "[{}]", "f({})", "{}(a=1)"]).format(said, said)
    call = handlers.render(form, [("core_memory_retrieve", {"key": "a"})], "python", rng)
    steps = rng.choice([[last], [call, last], [call, "[]", last], [last, call], [call], ["thinking", last], [[last]], [None, last],
                        [last, ""], [last, None], [{"answer": said}], [call, handlers.damaged(call, rng)], [last, []], [5, last],
                        [last, " "], []])
    return rng.choice([[steps]] * 9 + [[steps, []], [], "text", [[]], [steps, steps], {"a": 1}])


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("out")
    args.add_argument("--seed", type=int, default=15)
    args.add_argument("--cases", type=int, default=10000)
    args.add_argument("--answers", nargs="*", default=[])
    a = args.parse_args()
    print("seed", a.seed)
    rng = random.Random(a.seed)
    truths = [x["ground_truth"] for file in a.answers for x in handlers.lines(file)] or INVENTED
    models = list(official.REGISTRY)
    with gzip.GzipFile(a.out, "wb", mtime=0) as raw:
        for i in range(a.cases):
            model, truth = rng.choice(models), rng.choice(truths)
            result = mutated(truth, call_format(model), rng)
            case = {"id": f"memory_kv_{i}", "model": model, "possible_answer": truth, "result": result}
            v = official.eval_runner._evaluate_single_agentic_entry(
                official.handler(model), case["id"], result, truth, {"question": []}, model, "memory_kv")
            case.update(valid=v["valid"], error_type=None if v["valid"] else v["error"]["error_type"])
            raw.write((json.dumps(case, ensure_ascii=True) + "\n").encode())


if __name__ == "__main__":
    main()
