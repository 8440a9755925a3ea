"""Records what llama.cpp and Transformers say of SmolLM2-135M-Instruct, so that tests can hold this project to it without them.

    python record.py SmolLM2-135M-Instruct.Q4_1.gguf ../vectors/smollm2.json.gz [--llama PYTHON_WITH_LLAMA_CPP]

Needs gguf, torch and transformers; the tokens come from llama.cpp (llama_cpp of another Python, or of this one).
Seed 2508; dialogues and texts are this project's own.
"""
import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import zlib

SENTENCES = [
    "The quick brown fox can't jump over 13 lazy dogs, can it?",
    "Быстрая лиса перепрыгнула через 27 ленивых собак.",
    "Η γρήγορη αλεπού πήδηξε πάνω από 5 τεμπέλικα σκυλιά.",
    "الثعلب السريع يقفز فوق ٣ كلاب كسولة.",
    "השועל המהיר קפץ מעל 8 כלבים עצלנים.",
    "तेज़ लोमड़ी 12 आलसी कुत्तों के ऊपर कूदती है।",
    "สุนัขจิ้งจอกกระโดดข้ามสุนัข 4 ตัว",
    "敏捷的狐狸跳过了16只懒狗。",
    "すばやい狐が9匹の犬を飛び越えた。",
    "빠른 여우가 게으른 개 7마리를 뛰어넘었다.",
]
OTHERS = [
    "[get_weather(city='Oslo', days=3)]",
    '{"name": "f", "arguments": {"x": [1, 2.50, null]}}',
    "    def f(x):\n\t\treturn x ** 2  # 10,000",
    "😀👩‍👩‍👧 naïve café  \u00a0 x\u0301",
    "1984 3.14159 0xFF 1e-10 ٤٥ Ⅻ ½",
    "I'll we've THEY'RE it's 'quoted' \"double\"",
    "a\r\nb\n\n\nc   \n  d\t",
    "<|im_start|>user\nhi<|im_end|>\n",
]


def texts(count=500):
    draw = random.Random(2508)
    made = SENTENCES + OTHERS
    while len(made) < count:
        parts = [draw.choice(SENTENCES + OTHERS) for _ in range(draw.randint(1, 4))]
        text = draw.choice(["", " ", "\n", "  "]).join(parts)
        for _ in range(draw.randint(0, 3)):
            at = draw.randint(0, len(text))
            text = text[:at] + draw.choice([str(draw.randint(0, 10**draw.randint(1, 9))), " ", "\n", "-", "é", "…"]) + text[at:]
        begin = draw.randint(0, len(text) // 2)
        made.append(text[begin:begin + draw.randint(1, 200)])
    return made


def dialogues():
    tools = [{"type": "function", "function": {"name": "get_weather", "description": "weather of a city", "parameters": {
        "type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}]
    all = []
    for i in range(40):
        messages = [] if i % 2 else [{"role": "system", "content": f"You are helper {i}."}]
        for turn in range(i % 3):
            messages.append({"role": "user", "content": f"Question {turn} of {i}?"})
            messages.append({"role": "assistant", "content": f"Answer {turn}: it's {i * turn}."})
        messages.append({"role": "user", "content": SENTENCES[i % len(SENTENCES)]})
        all.append({"messages": messages, "tools": tools if i % 4 < 2 else None})
    return all


def tokens(model, all, python):
    code = ("import json, sys; from llama_cpp import Llama; m = Llama(sys.argv[1], vocab_only=True, verbose=False);"
            "print(json.dumps([m.tokenize(t.encode(), add_bos=False, special=True) for t in json.load(sys.stdin)]))")
    done = subprocess.run([python, "-c", code, model], input=json.dumps(all), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("out")
    parser.add_argument("--llama", default=sys.executable)
    args = parser.parse_args()
    import gguf
    import torch
    from jinja2 import Template  # noqa: F401, Transformers wants it for templates
    from transformers import AutoModelForCausalLM, AutoTokenizer

    out = {"model": os.path.basename(args.model)}
    reader = gguf.GGUFReader(args.model)
    out["tensors"] = {t.name: zlib.crc32(gguf.dequantize(t.data, t.tensor_type).astype("<f4").tobytes()) for t in reader.tensors}
    all = texts()
    out["texts"] = [{"text": t, "ids": ids} for t, ids in zip(all, tokens(args.model, all, args.llama))]

    folder, name = os.path.split(args.model)
    tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=name)
    template = next(f.contents() for k, f in reader.fields.items() if k == "tokenizer.chat_template")
    out["prompts"] = [
        {**d, "text": tokenizer.apply_chat_template(d["messages"], tools=d["tools"], chat_template=template, tokenize=False,
                                                    add_generation_prompt=True)} for d in dialogues()]
    torch.set_num_threads(1)
    model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32).eval()
    watched = sorted(random.Random(2508).sample(range(49152), 40))
    out["watched"] = watched
    out["runs"] = []
    for prompt in tokens(args.model, [out["prompts"][i]["text"] for i in (0, 7)], args.llama):
        with torch.no_grad():
            logits = model(torch.tensor([prompt])).logits[0]
            cache, ids, now = None, [], torch.tensor([prompt])
            while len(ids) < 200:
                step = model(now, past_key_values=cache, use_cache=True)
                cache = step.past_key_values
                ids.append(int(step.logits[0, -1].argmax()))
                now = torch.tensor([ids[-1:]])
        out["runs"].append({"ids": prompt, "greedy": ids, "logsumexp": torch.logsumexp(logits, -1).tolist(),
                            "logits": [[round(float(x), 6) for x in row] for row in logits[:, watched]],
                            "last": [round(float(x) * 1e4) for x in logits[-1]]})
    with gzip.open(args.out, "wt") as f:
        json.dump(out, f, ensure_ascii=False, separators=(",", ":"))


main()
