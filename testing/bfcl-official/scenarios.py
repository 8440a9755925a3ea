"""Episodes of our own scenarios, judged by the official checker and by this project, verdict by verdict.

    scenarios.py DATA RESULT SCORE

DATA is a split of datasets/multi-turn, RESULT what `egpo rollout --task multi-turn --out RESULT` wrote for it, SCORE what
`egpo bfcl score --data DATA --out SCORE RESULT` wrote. The texts are read as the paper's prompt asks for them, [f(a=1)].
"""

import json
import sys
from pathlib import Path

import official
from bfcl_eval.eval_checker.eval_runner import _evaluate_single_multi_turn_entry as evaluate

SIMPLE = "Qwen/Qwen3-8B"  # whose handler reads [f(a=1)] behind the thinking


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def main():
    data, result, score = map(Path, sys.argv[1:4])
    episodes = accepted = 0
    different = []
    for file in sorted(result.rglob("BFCL_v4_multi_turn_*_result.json")):
        name = file.name.replace("_result.json", ".json")
        model = file.relative_to(result).parts[0]
        prompts = {p["id"]: p for p in lines(data / name)}
        answers = {a["id"]: a["ground_truth"] for a in lines(data / "possible_answer" / name)}
        scored = next((score / model).rglob(file.name.replace("_result.json", "_score.json")))
        refused = {entry["id"] for entry in lines(scored)[1:]}
        for entry in lines(file):
            id = entry["id"]
            category = id.rsplit("_", 1)[0]
            verdict = evaluate(official.handler(SIMPLE), id, entry["result"], answers[id], dict(prompts[id]), f"{model}-{id}", category)
            episodes += 1
            accepted += verdict["valid"]
            if verdict["valid"] != (id not in refused):
                different.append((model, id, verdict))
    print(f"{episodes} episodes, {accepted} accepted by the official checker, {len(different)} verdicts differ")
    for model, id, verdict in different[:10]:
        print(model, id, json.dumps(verdict.get("error"))[:300])
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
