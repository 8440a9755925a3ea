"""Right, wrong and damaged answers of every registered model in its own form, with the official handlers' verdicts.

    handlers.py DATA OUT.jsonl.gz [--seed 15] [--each 6] [--models PATTERN]

DATA is a folder of questions (../shared/data/bfcl, datasets/bfcl-mini). Each line: model, id, result, and either valid and
error_type (decode_ast and the official checker) or, for dialogue steps, execute: the texts, or null where decoding fails.
"""

import argparse
import copy
import gzip
import json
import random
import re
import sys
from pathlib import Path

import official
from registry import call_format

CATEGORIES = ["simple_python", "multiple", "parallel", "parallel_multiple", "simple_java", "simple_javascript",
              "irrelevance", "live_simple", "live_multiple", "live_parallel", "live_parallel_multiple",
              "live_irrelevance", "live_relevance"]
WORDS = ["I cannot help with that.", "", " ", "Error during inference: 429", "Sure (see below).", "42", "null", "[]", "{}",
         "None", "[1, 2]", "```", "<tool_call>", "\u00e9\u4e16", "f(x)", "{\"a\": [1, {\"b\": null}]}", "true; false"]


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def value(allowed, rng):
    some = [v for v in allowed if v != ""]
    if not some:
        return None
    v = copy.deepcopy(some[0] if rng.random() < 0.7 else rng.choice(some))
    return settled(v, rng)


def settled(v, rng):
    if isinstance(v, dict):
        return {k: value(x, rng) if isinstance(x, list) else x for k, x in v.items()}
    if isinstance(v, list):
        return [settled(x, rng) for x in v]
    return v


def right(truth, rng):
    calls = []
    for call in truth:
        for name, parameters in call.items():
            arguments = {}
            for p, allowed in parameters.items():
                if "" in allowed and rng.random() < 0.6:
                    continue
                v = value(allowed, rng)
                if v is not None:
                    arguments[p] = v
            calls.append((name, arguments))
    return calls


ODD = [None, True, False, 0, -1, 1.5, "x", "it's", "a\nb", [], {}, [1, "a"], {"k": "v"}, {"k": {"z": 1}}, "\u00fc", 10**20,
       float("inf")]


def changed(calls, rng):
    calls = copy.deepcopy(calls)
    kind = rng.randrange(7)
    if kind == 0 and calls:
        calls.pop(rng.randrange(len(calls)))
    elif kind == 1 and calls:
        calls.append(copy.deepcopy(rng.choice(calls)))
    elif kind == 2 and calls:
        i = rng.randrange(len(calls))
        calls[i] = (rng.choice([calls[i][0] + "x", calls[i][0].replace(".", "_"), calls[i][0].upper()]), calls[i][1])
    elif calls:
        name, arguments = rng.choice(calls)
        if kind == 3 and arguments:
            del arguments[rng.choice(list(arguments))]
        elif kind == 4:
            arguments["extra"] = rng.choice(ODD)
        elif arguments:
            p = rng.choice(list(arguments))
            arguments[p] = rng.choice(ODD) if kind == 5 else str(arguments[p])
    return calls


def python(calls, language):
    def text(v):
        return v if language != "python" and isinstance(v, str) else repr(v)
    return ", ".join(f"{n}({', '.join(f'{k}={text(v)}' for k, v in a.items())})" for n, a in calls)


def dump(v, rng):
    return json.dumps(v, ensure_ascii=rng.random() < 0.5, indent=rng.choice([None, None, 2]))


def gemma(v):
    if isinstance(v, str):
        return f"<escape>{v}<escape>"
    if isinstance(v, dict):
        return "{" + ",".join(f"{k}:{gemma(x)}" for k, x in v.items()) + "}"
    if isinstance(v, list):
        return "[" + ",".join(gemma(x) for x in v) + "]"
    return json.dumps(v)


def render(form, calls, language, rng):
    """The calls as a model of that form writes them."""
    def objects(name="name", arguments="arguments"):
        return [{name: n, arguments: a} for n, a in calls]
    plain = python(calls, language)
    if form == "prompt":
        return f"[{plain}]"
    if form == "function-calling":
        return [{n: dump(a, rng)} for n, a in calls]
    if form in ("gemini", "call-list", "call-objects"):
        return [{n: a} for n, a in calls]
    if form == "tool-code":
        return f"```tool_code\n[{plain}]\n```"
    if form == "phi":
        return rng.choice(["```python\n", "```json\n", "", " ```python"]) + f"[{plain}]" + rng.choice(["\n```", ""])
    if form == "nemotron":
        return f"<TOOLCALL>[{plain}]</TOOLCALL>"
    if form == "gorilla":
        return plain
    if form == "cohere":
        return objects("tool_name", "parameters")
    if form == "name-arguments":
        return objects()
    if form == "llama":
        parts = [json.dumps(o) for o in objects("name", "parameters")]
        return rng.choice(["<|python_tag|>", ""]) + rng.choice(
            ["; ".join(parts), "[" + ", ".join(parts) + "]", repr(objects("name", "parameters")), ", ".join(parts)])
    if form == "xlam":
        return rng.choice([dump(objects(), rng), "; ".join(json.dumps(o) for o in objects())])
    if form == "json-calls":
        return dump(objects() if len(calls) != 1 or rng.random() < 0.7 else objects()[0], rng)
    if form == "hammer":
        return rng.choice(["```\n", "", "```"]) + dump(objects(), rng) + rng.choice(["\n```", "", "```"])
    if form == "hermes":
        return rng.choice(["", "<think>\nSo.\n</think>\n\n"]) + "\n".join(
            f"<tool_call>\n{json.dumps(o)}\n</tool_call>" for o in objects())
    if form == "granite":
        return "".join(rng.choice(["<function_call> ", "<function_call>"]) + json.dumps(o) for o in objects())
    if form == "glm":
        return "\n".join(f"{n}\n{json.dumps(a)}" for n, a in calls)
    if form == "minicpm":
        code = "\n".join(f"{n}({', '.join(f'{k}={v!r}' for k, v in a.items())})" for n, a in calls)
        return (rng.choice(["", "<|thought_start|>\nHm.\n<|thought_end|>\n"])
                + f"<|tool_call_start|>\n```python\n{code}\n```\n<|tool_call_end|>" + rng.choice(["", "\nDone."]))
    if form == "falcon":
        body = dump(objects() if len(calls) != 1 or rng.random() < 0.7 else objects()[0], rng)
        return f"<tool_call>\n{rng.choice([body, '```json' + chr(10) + body + chr(10) + '```'])}\n</tool_call>"
    if form == "think-agent":
        return rng.choice(["<think> So. </think>", ""]) + str(objects())
    if form == "functiongemma":
        return "".join(f"<start_function_call>call:{n}{gemma(a)}<end_function_call>" for n, a in calls)
    raise AssertionError(form)


def damaged(result, rng):
    if isinstance(result, str):
        kind = rng.randrange(9)
        at = rng.randrange(len(result) + 1)
        if kind == 0:
            return result[:at]
        if kind == 1:
            return result[at:]
        if kind == 2:
            return result[:at] + rng.choice(list("{}[]():;,\"'`<>\n=\\#|\t 0a.") + ["<escape>", "\n\n"]) + result[at:]
        if kind == 3:
            return result[:at] + result[at + 1:]
        if kind == 4:
            return rng.choice(WORDS) + rng.choice(["", " ", "\n", "; "]) + result
        if kind == 5:
            return result + rng.choice(["", " ", "\n", "; ", ", "]) + rng.choice(WORDS + [result])
        if kind == 6:
            return f"```{rng.choice(['', 'json', 'python'])}\n{result}\n```"
        if kind == 7:
            return result.replace("\"", "'") if rng.random() < 0.5 else result.replace("'", "\"")
        return rng.choice([None, 3, [result], {"f": result}, [], {}, True])
    result = copy.deepcopy(result)
    kind = rng.randrange(7)
    if kind == 0:
        return json.dumps(result)
    if kind == 1:
        return rng.choice([None, 3, {}, {"a": 1}, "", "text", result[0] if result and isinstance(result, list) else []])
    if not isinstance(result, list) or not result:
        return rng.choice(WORDS)
    i = rng.randrange(len(result))
    if kind == 2:
        result[i] = rng.choice(["x", "", None, 1, {}, [], ["a"], {"a": "{}", "b": "{}"}])
    elif kind == 3:
        result.insert(i, rng.choice(["x", None, {}, {"f": "{\"x\": 1}"}, {"f": {"x": 1}}, {"name": "f", "arguments": {}}]))
    else:
        item = result[i]
        k = rng.choice(list(item)) if item and isinstance(item, dict) else None
        if k is not None:
            item[k] = rng.choice(["x", "{}", "[1]", "{\"x\": NaN}", None, 1, [], {}, {"x": 1}, "{\"x\": 1", True])
    return result


def verdict(model, entry, truth, category, result):
    handler = official.handler(model)
    name = model.replace("/", "_")
    entry = copy.deepcopy(entry)
    runner = official.eval_runner
    if "relevance" in category:
        return runner._evaluate_single_relevance_entry(handler, entry["id"], result, entry, name, category)
    java = category == "simple_java"
    script = category == "simple_javascript"
    language = official.Language.JAVA if java else official.Language.JAVASCRIPT if script else official.Language.PYTHON
    form = official.ReturnFormat.JAVA if java else official.ReturnFormat.JAVASCRIPT if script else official.ReturnFormat.PYTHON
    return runner._evaluate_single_ast_entry(
        handler, entry["id"], result, copy.deepcopy(truth), entry, name, category, language, form)


def executed(model, result):
    try:
        texts = official.handler(model).decode_execute(copy.deepcopy(result), has_tool_call_tag=False)
        return [] if official.eval_runner.is_empty_execute_response(texts) else texts
    except Exception:
        return None


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("data")
    args.add_argument("out")
    args.add_argument("--seed", type=int, default=15)
    args.add_argument("--each", type=int, default=6)
    args.add_argument("--models", default=".*")
    args.add_argument("--one-a-class", action="store_true", help="one model of every handler class and mode")
    a = args.parse_args()
    print("seed", a.seed)
    data, forms = {}, sorted({call_format(m) for m in official.REGISTRY})
    for c in CATEGORIES:
        questions = lines(Path(a.data) / f"BFCL_v4_{c}.json") if (Path(a.data) / f"BFCL_v4_{c}.json").exists() else []
        file = Path(a.data) / "possible_answer" / f"BFCL_v4_{c}.json"
        answers = {x["id"]: x["ground_truth"] for x in lines(file)} if file.exists() else {}
        for q in questions:
            if isinstance(q["function"], dict):
                q["function"] = [q["function"]]
        data[c] = [(q, answers.get(q["id"])) for q in questions]
    truths = [t for c in CATEGORIES for _, t in data[c] if t]
    seen, written, crashed = set(), 0, 0
    with gzip.GzipFile(a.out, "wb", mtime=0) as raw:
        def write(**case):
            nonlocal written
            written += 1
            raw.write((json.dumps(case, ensure_ascii=True) + "\n").encode())
        for model, config in official.REGISTRY.items():
            form = call_format(model)
            key = (config.model_handler.__name__, form, config.underscore_to_dot)
            if not re.search(a.models, model) or a.one_a_class and key in seen:
                continue
            seen.add(key)
            rng = random.Random(f"{a.seed} {model}")
            for category in CATEGORIES:
                language = {"simple_java": "java", "simple_javascript": "javascript"}.get(category, "python")
                for _ in range(min(a.each, len(data[category]) * 6)):
                    entry, truth = rng.choice(data[category])
                    calls = right(truth if truth else rng.choice(truths), rng)
                    if config.underscore_to_dot and rng.random() < 0.8:
                        calls = [(n.replace(".", "_"), v) for n, v in calls]
                    kind = rng.random()
                    if kind > 0.45:
                        calls = changed(calls, rng) if rng.random() < 0.6 else calls
                    result = render(form if kind < 0.93 else rng.choice(forms), calls, language, rng)
                    if 0.6 < kind < 0.9:
                        for _ in range(rng.choice([1, 1, 2])):
                            result = damaged(result, rng)
                    elif kind >= 0.96:
                        result = rng.choice(WORDS)
                    try:
                        v = verdict(model, entry, truth, category, copy.deepcopy(result))
                        write(model=model, id=entry["id"], result=result, valid=v["valid"],
                              error_type=v.get("error_type"), error=v.get("error"))
                    except Exception as e:
                        crashed += 1
                        write(model=model, id=entry["id"], result=result, raises=type(e).__name__)
                    if rng.random() < 0.4:
                        write(model=model, result=result, execute=executed(model, result))
    print(written, "cases,", crashed, "crashes of the official code")


if __name__ == "__main__":
    sys.setrecursionlimit(5000)
    main()
