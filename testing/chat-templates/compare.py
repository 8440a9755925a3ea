"""Compares published chat templates with Transformers: the dialogues of record.py, each with its tools and without.

    python testing/chat-templates/compare.py FOLDER [--list]

FOLDER holds the templates as *.jinja files (none is part of this project; published.txt has the names and hashes of those that were
tried). Needs transformers and jinja2, and egpo-tools built. --list prints hash and name of each file instead.
"""
import copy
import glob
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def main():
    files = sorted(glob.glob(os.path.join(sys.argv[1], "*.jinja")))
    if "--list" in sys.argv:
        for f in files:
            print(hashlib.sha256(pathlib.Path(f).read_bytes()).hexdigest(), "", os.path.basename(f))
        return
    import transformers
    sys.path.insert(0, str(HERE))
    import record

    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_file=str(record.TINY / "tokenizer.json"), **record.SPECIAL)
    expected = []
    for f in files:
        template = pathlib.Path(f).read_text()
        for name, (messages, tools) in record.DIALOGUES.items():
            for with_tools in [True, False] if tools else [False]:
                try:
                    text = tokenizer.apply_chat_template(
                        copy.deepcopy(messages), chat_template=template, tools=tools if with_tools else None, tokenize=False,
                        add_generation_prompt=True)
                except Exception:
                    text = None
                expected.append({"template": f, "dialogue": name, "tools": with_tools, "text": text})
    with tempfile.NamedTemporaryFile("w", suffix=".json") as out:
        json.dump({"special": record.SPECIAL, "prompts": expected}, out)
        out.flush()
        subprocess.run(["java", f"-Degpo.root={ROOT}", "-cp", str(ROOT / "egpo-tools/target/egpo-tools.jar"),
                        str(HERE / "Compare.java"), out.name, str(record.PROMPTS)], check=True)


main()
