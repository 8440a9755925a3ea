"""Times prompts and new tokens of SmolLM2-135M-Instruct here, in Transformers and in llama.cpp, one after the other, for docs/speed.md.

    python testing/real-model/speed.py .egpo/models/smollm2.gguf [--llama PYTHON_WITH_LLAMA_CPP] [--threads 1 2]

Needs gguf, torch and transformers, llama-cpp-python in this Python or another, and egpo-tools built. A prompt of 512 tokens; then 64
tokens, one at a time, after a prompt of 37; the best of three. Here and in Transformers the weights are 32-bit floats, in llama.cpp
blocks of 4 bits as the file has them.
"""
import argparse
import gzip
import json
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LONG, NEW = 512, 64


def best(run):
    times = []
    for _ in range(3):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def transformers(model, threads, prompt, greedy):
    import torch
    from transformers import AutoModelForCausalLM
    torch.set_num_threads(threads)
    folder, name = os.path.split(model)
    lm = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32).eval()

    def run(ids, following):
        with torch.no_grad():
            step = lm(torch.tensor([ids]), use_cache=True, logits_to_keep=1)
            for token in following:
                step = lm(torch.tensor([[token]]), past_key_values=step.past_key_values, use_cache=True)
    return run


def llama(model, threads, prompt, greedy):
    from llama_cpp import Llama
    lm = Llama(model, n_ctx=1024, n_batch=LONG, n_threads=threads, n_threads_batch=threads, verbose=False)

    def run(ids, following):
        lm.reset()
        lm.eval(ids)
        for token in following:
            lm.eval([token])
    return run


def measure(name, model, threads):
    with gzip.open(ROOT / "testing/vectors/smollm2.json.gz") as f:
        run = json.load(f)["runs"][0]
    prompt, greedy = run["ids"], run["greedy"]
    long = (prompt * LONG)[:LONG]
    engine = {"transformers": transformers, "llama.cpp": llama}[name](model, threads, prompt, greedy)
    engine(prompt, greedy[:4])
    prefill = best(lambda: engine(long, []))
    decode = best(lambda: engine(prompt, greedy[:NEW])) - best(lambda: engine(prompt, []))
    print(f"{name} {threads} {LONG / prefill:.1f} {NEW / decode:.1f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("--llama", default=sys.executable)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--measure")
    args = parser.parse_args()
    if args.measure:
        measure(args.measure, args.model, args.threads[0])
        return
    print("engine threads prompt-tokens/s new-tokens/s", flush=True)
    for threads in args.threads:
        subprocess.run(["java", f"-Degpo.root={ROOT}", "-XX:+UseSerialGC", "-cp", str(ROOT / "egpo-tools/target/egpo-tools.jar"),
                        str(HERE / "Speed.java"), args.model, str(threads), str(LONG), str(NEW)], check=True,
                       env=os.environ | {"MALLOC_ARENA_MAX": "1", "OMP_WAIT_POLICY": "PASSIVE"})
        for name, python in (("transformers", sys.executable), ("llama.cpp", args.llama)):
            subprocess.run([python, __file__, args.model, "--measure", name, "--threads", str(threads)], check=True,
                           stderr=subprocess.DEVNULL)


main()
