"""Opens a model that was trained here in Transformers and compares token ids, prompts and logits.

    python testing/real-model/trained.py target/RUN/model

Needs torch and transformers, and egpo-tools built. Prints the largest difference of all logits at all positions, both in 32-bit floats.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TEXTS = [
    "How many CAD do I get for 9250 KRW?",
    "Ce café coûte 12,50 €, n'est-ce pas?",
    "<think>\nThe user asks for 3 days.\n</think>\n[get_weather(city='Oslo', days=3)]",
    "天気は16度です。 😀  \n\tx = 1e-10",
]


def main():
    folder = sys.argv[1]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    runs = []
    for text in TEXTS:
        messages = [{"role": "user", "content": text}]
        prompt = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
        ids = tokenizer(prompt + text, add_special_tokens=False)["input_ids"]
        runs.append({"text": text, "prompt": prompt, "ids": ids})
    with tempfile.TemporaryDirectory() as out:
        path = pathlib.Path(out)
        (path / "runs.json").write_text(json.dumps(runs))
        subprocess.run(["java", f"-Degpo.root={ROOT}", "-cp", str(ROOT / "egpo-tools/target/egpo-tools.jar"), str(HERE / "Trained.java"),
                        folder, out], check=True)
        worst, positions, logits = 0.0, 0, 0
        for i, run in enumerate(runs):
            here = numpy.fromfile(path / f"{i}.bin", dtype=">f4").reshape(len(run["ids"]), -1)
            with torch.no_grad():
                there = model(torch.tensor([run["ids"]])).logits[0].numpy()[:, :here.shape[1]]
            worst = max(worst, float(numpy.abs(here - there).max()))
            positions += len(run["ids"])
            logits += here.size
    print(f"{folder}: {len(runs)} prompts and their ids equal; {logits:,} logits at {positions} positions,"
          f" largest difference {worst:.2e}")


main()
