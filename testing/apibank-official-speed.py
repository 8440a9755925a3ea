#!/usr/bin/env python3
"""How fast the official API-Bank scripts judge: calls and responses for each second of processor time.

    testing/apibank-official-speed.py CLONE TASKS RESULTS

CLONE is the folder api-bank of the official repository, TASKS test-data/level-3.json, RESULTS a folder of result files of one model.
Needs rouge 1.0.1, rank_bm25, nltk, numpy and tqdm. What needs a language model or the network is left out, but in level 3 a comparison
of texts stands in for the model that finds tools, which officially is loaded for every search. Beside it:
./egpo bench apibank RESULTS --data DIR.
"""

import gzip
import json
import logging
import os
import sys
import time
import types


class Anything:
    def __init__(self, *a, **k):
        pass

    def __getattr__(self, name):
        return Anything()

    def __call__(self, *args, **named):
        return Anything()


class Texts:
    """In place of the sentence model: a tool is found by its name."""

    def __init__(self, *a):
        pass

    def encode(self, text):
        return text.lower()

    @staticmethod
    def cos_sim(keywords, tool):
        return types.SimpleNamespace(item=lambda: float(tool.startswith(keywords)))


def lines(folder, name):
    path = os.path.join(folder, name + ".json")
    return [json.loads(line) for line in open(path)] if os.path.exists(path) else []


def main(clone, tasks, results):
    tasks, results = os.path.abspath(tasks), os.path.abspath(results)
    opener = gzip.open if tasks.endswith(".gz") else open
    truth = json.load(opener(tasks))
    for name in ["sentence_transformers", "googletrans", "utils", "requests"]:
        module = types.ModuleType(name)
        for what in ["SentenceTransformer", "util", "Translator", "ChatGPTWrapper", "DavinciWrapper", "exceptions"]:
            setattr(module, what, Anything())
        module.LANGUAGES = {}
        module.exceptions = types.SimpleNamespace(RequestException=OSError)
        sys.modules[name] = module
    sys.modules["sentence_transformers"].SentenceTransformer = Texts
    sys.modules["sentence_transformers"].util = Texts
    os.chdir(clone)
    sys.path.insert(0, os.getcwd())
    import apis.search_engine
    import evaluator_by_json as official
    import lv3_evaluator
    from nltk.tokenize.destructive import NLTKWordTokenizer
    apis.search_engine.word_tokenize = NLTKWordTokenizer().tokenize
    logging.disable(logging.CRITICAL)

    def rate(what, work):
        done, right, start = 0, 0, time.process_time()
        for one in work:
            result = one()
            right += result is True or isinstance(result, tuple) and result[0] is True
            done += 1
            if time.process_time() - start > 30:
                break
        spent = time.process_time() - start
        print(f"{what}: {done} in {spent:.2f} s, {right} correct, {done / spent:.0f} per processor second" if done else f"{what}: none")

    def judged(evaluator, sample, text):
        call = official.get_api_call(text)
        try:
            return call and evaluator.evaluate(sample, call)
        except Exception:
            return False

    evaluators = {}
    for level, folder in [(1, "level-1-given-desc"), (2, "level-2-toolsearcher")]:
        for file in os.listdir(f"lv1-lv2-samples/{folder}"):
            turns = [json.loads(line) for line in open(f"lv1-lv2-samples/{folder}/{file}")]
            evaluators[level, file] = official.Evaluator(official.Sample.from_chat_history(turns))
    for level in [1, 2]:
        left_out = ("ToolSearcher", "Translate", "Dictionary")
        calls = [p for p in lines(results, f"level-{level}-api") if not any(name in p["pred"] for name in left_out)]
        rate(f"level {level} calls", (
            lambda p=p: judged(evaluators[level, p["file"]], p["id"], p["pred"]) for p in calls))
        rate(f"level {level} responses", (
            lambda p=p: evaluators[level, p["file"]].evaluate(p["id"], p["pred"])
            for p in lines(results, f"level-{level}-response") if p["pred"].strip(" .")))
    tools = lv3_evaluator.ToolManager("./lv3_apis")

    def judged3(p):
        call = lv3_evaluator.get_api_call(p["pred"])
        try:
            name, parameters = lv3_evaluator.parse_api_call(call)
            if name == "ToolSearcher":
                parameters["keywords"] = lv3_evaluator.split_by_uppercase(parameters["keywords"])
            result = tools.api_call(name, **parameters)
            expected = truth[p["sample_id"]]["apis"][p["api_id"]]
            return tools.init_tool(expected["api_name"]).check_api_call_correctness(result, expected["output"])
        except Exception:
            return False

    rate("level 3 calls", (
        lambda p=p: judged3(p) for p in lines(results, "level-3-batch-inf") * 20))
    rate("level 3 responses", (
        lambda p=p: lv3_evaluator.calculate_rouge_l_score(p["output"], p["pred"])
        for p in lines(results, "level-3-batch-inf-response")))


if __name__ == "__main__":
    main(*sys.argv[1:])
