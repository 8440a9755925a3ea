"""Records what Transformers' apply_chat_template makes of small dialogues, for PromptsTest.

    python testing/chat-templates/record.py > egpo-lib/src/test/resources/org/egpo/rollout/chat-prompts.json

Needs transformers and jinja2. Folders are written aside with the tokenizer of egpo-tiny, so that the templates are chosen by
Transformers itself.
"""
import copy, json, pathlib, shutil, sys, tempfile
import transformers

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TINY = ROOT / "datasets/models/egpo-tiny"
PROMPTS = ROOT / "egpo-lib/src/test/resources/org/egpo/rollout/chat-prompts.json"
SPECIAL = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}

ROLES = "{% for m in messages %}[{{ m.role }}]{{ m.content }}\n{% endfor %}{% if add_generation_prompt %}[assistant]{% endif %}"
CALLS = (
    "{%- for m in messages %}<{{ m.role }}>{% if m.content is not defined %}(nothing){% elif m.content is none %}(null){% else %}{{ m.content }}{% endif %}"
    "{% for c in m.tool_calls or [] %}<call{% if c.id is defined %} id={{ c.id }}{% endif %}>{{ c.function.name }}"
    "{{ c.function.arguments | tojson }}</call>{% endfor %}"
    "{% if m.role == 'tool' %}(for {{ m.tool_call_id }}, {{ m.name }}){% endif %}\n{% endfor %}"
    "{% if add_generation_prompt %}<assistant>{% endif %}")
TOOLS = "{% if tools %}TOOLS\n{% for t in tools %}{{ t | tojson }}\n{% endfor %}{% endif %}"
FOLDERS = {
    "roles alone": {"chat_template.jinja": ROLES},
    "tools and calls": {"chat_template.jinja": TOOLS + CALLS},
    "opens the thinking": {"chat_template.jinja": TOOLS + CALLS.replace("<assistant>{% endif %}", "<assistant>\n<think>\n{% endif %}")},
    "whole messages": {"chat_template.jinja": "{% for m in messages if m.thinking is not defined %}{{ m | tojson }}{% endfor %}|{{ tools | tojson }}|{{ bos_token }}"},
    "indented tools": {"chat_template.jinja": "{% for t in tools or [] %}{{ t.function | tojson(indent=2) }}\n{% endfor %}" + ROLES},
    "system first": {"chat_template.jinja": TOOLS +
        "{% for m in messages %}{% if m.role == 'system' and not loop.first %}{{ raise_exception('one system message, in front') }}"
        "{% endif %}[{{ m.role }}]{{ m.content or '' }}{% for c in m.tool_calls or [] %}{{ c.function.name }}{% endfor %}{% endfor %}"},
    "user and assistant by turns": {"chat_template.jinja":
        "{% for m in messages %}{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('roles must alternate') }}"
        "{% endif %}[{{ m.role }}]{{ m.content | trim }}{% endfor %}"},
    "ids of nine letters": {"chat_template.jinja": TOOLS +
        "{% for m in messages %}{% for c in m.tool_calls or [] %}{% if c.id is not defined or c.id | length != 9 %}"
        "{{ raise_exception('an id has nine letters') }}{% endif %}{{ c.id }}:{{ c.function.name }};{% endfor %}{{ m.content or '' }}{% endfor %}"},
    "adds texts": {"chat_template.jinja": "{% for m in messages %}{{ '[' + m.role + ']' + m.content }}{% endfor %}"},
    "arguments one by one": {"chat_template.jinja":
        "{% for m in messages %}{{ m.role }}:{{ m.content or '-' }}{% for c in m.tool_calls or [] %} {{ c.function.name }}("
        "{% for k, v in c.function.arguments.items() %}{{ k }}={{ v | tojson }}{{ ', ' if not loop.last }}{% endfor %}){% endfor %};{% endfor %}"},
    "thinking left out of the past": {"chat_template.jinja":
        "{% for m in messages %}{% set c = m.content or '' %}{% if m.role == 'assistant' and '</think>' in c %}"
        "{% set c = c.split('</think>')[-1].lstrip('\\n') %}{% endif %}[{{ m.role }}]{{ c }}{% for t in m.tool_calls or [] %}"
        "{{ t.function.name }}{% endfor %}{% endfor %}"},
    "reasoning beside": {"chat_template.jinja": "{% for m in messages %}{{ m.role }}:{{ m.reasoning_content }}:{{ m.thinking }}:"
        "{{ m.content | default('nothing') }};{% endfor %}"},
    "list in the config": {"tokenizer_config.json": {"bos_token": "<s>", "chat_template": [
        {"name": "default", "template": ROLES}, {"name": "tool_use", "template": TOOLS + CALLS}]}},
    "list with rag": {"tokenizer_config.json": {"chat_template": [
        {"name": "rag", "template": "rag"}, {"name": "default", "template": "{{ bos_token }}" + ROLES}]}},
    "list without default": {"tokenizer_config.json": {"chat_template": [
        {"name": "tool_use", "template": TOOLS + CALLS}, {"name": "rag", "template": "rag"}]}},
    "additional folder": {"chat_template.jinja": ROLES, "additional_chat_templates/tool_use.jinja": TOOLS + CALLS},
    "additional folder of another name": {"chat_template.jinja": TOOLS + ROLES, "additional_chat_templates/rag.jinja": "rag"},
    "additional folder alone": {"additional_chat_templates/tool_use.jinja": TOOLS + CALLS},
    "file wins over the config": {"chat_template.jinja": TOOLS + CALLS, "tokenizer_config.json": {"chat_template": "config"}},
    "folder wins over the config": {"additional_chat_templates/tool_use.jinja": TOOLS + CALLS,
        "tokenizer_config.json": {"chat_template": [{"name": "default", "template": "config"}]}},
}

WEATHER = {"type": "function", "function": {"name": "get_weather", "description": "The weather in a city, now.",
    "parameters": {"type": "object", "properties": {"city": {"type": "string", "description": "Name, as in “São Paulo”"},
        "days": {"type": "integer", "enum": [1, 3, 7]}}, "required": ["city"]}}}
BOOK = {"type": "function", "function": {"name": "book", "description": "Books a table.",
    "parameters": {"type": "object", "properties": {"n": {"type": "integer"}, "notes": {"type": ["array", "null"],
        "items": {"type": "string"}}}, "required": ["n"]}, "strict": True}}


def call(name, arguments, id=None):
    c = {"type": "function", "function": {"name": name, "arguments": arguments}}
    return {"id": id, **c} if id else c


def user(text): return {"role": "user", "content": text}
def said(text): return {"role": "assistant", "content": text}
def calls(*all, content=None): return {"role": "assistant", "content": content, "tool_calls": list(all)}
def result(text, id, name): return {"role": "tool", "content": text, "tool_call_id": id, "name": name}


ANSWER = calls(call("book", {"n": 4}))
SYSTEM = {"role": "system", "content": "Be brief."}
DIALOGUES = {
    "one question": ([user("Weather in Lisbon?")], [WEATHER]),
    "no tools": ([user("Hi")], []),
    "system and question": ([SYSTEM, user("A table for four")], [BOOK]),
    "system, no tools": ([SYSTEM, user("Hi"), said("Hello."), user("Again")], []),
    "two systems": ([SYSTEM, {"role": "system", "content": "Be kind."}, user("Hi")], [BOOK]),
    "a call with null content": ([user("Weather, then a table"), calls(call("get_weather", {"city": "Lisbon"}, "call_9abc")),
        result("{\"t\": 21}", "call_9abc", "get_weather"), said("21 degrees. For how many?"), user("4")], [WEATHER, BOOK]),
    "a call with words": ([user("Weather?"), calls(call("get_weather", {"city": "Porto", "days": 3}, "abcdefghi"), content="Let me look."),
        result("rain", "abcdefghi", "get_weather"), said("Rain."), user("A table for two then")], [WEATHER, BOOK]),
    "two calls at once": ([user("Lisbon and Porto?"), calls(call("get_weather", {"city": "Lisbon"}, "aaaaaaaaa"),
        call("get_weather", {"city": "Porto"}, "bbbbbbbbb")), result("21", "aaaaaaaaa", "get_weather"),
        result("18", "bbbbbbbbb", "get_weather"), said("21 and 18."), user("Book for 4")], [WEATHER, BOOK]),
    "two steps": ([user("Go"), calls(call("get_weather", {"city": "Rome"}, "c00000001")), result("30", "c00000001", "get_weather"),
        calls(call("book", {"n": 2, "notes": ["window", "late"]}, "c00000002")), result("ok", "c00000002", "book"),
        said("Done."), user("One more for 4")], [WEATHER, BOOK]),
    "no arguments": ([user("Book"), calls(call("book", {}, "d00000001")), result("no number", "d00000001", "book"), user("4")], [BOOK]),
    "nested and odd arguments": ([user("x"), calls(call("book", {"n": -0.5, "notes": None, "deep": {"a": [1, {"b": True}], "é": "“ü” \\ \n"}},
        "e00000001")), result("", "e00000001", "book"), user("4 \U0001F600 {{ braces }} {% if %}")], [BOOK]),
    "calls without ids": ([user("x"), calls(call("book", {"n": 1})), {"role": "tool", "content": "ok"}, user("4")], [BOOK]),
    "thinking in the past": ([user("x"), said("<think>\nhm\n</think>\n\nYes."), user("4")], [BOOK]),
    "reasoning in a field": ([user("x"), said("y") | {"reasoning_content": "hm"}, user("z"), said("u") | {"reasoning": "oh"},
        user("v"), calls(call("book", {"n": 1}, "g00000001")) | {"thinking": "ah"}, result("ok", "g00000001", "book"), user("4")], [BOOK]),
    "null fields": ([user("x") | {"name": None}, said("y") | {"tool_calls": None, "function_call": None, "refusal": None},
        user("4") | {"name": None}], [BOOK]),
    "empty texts": ([SYSTEM | {"content": ""}, user(""), said(""), user(" 4 ")], [BOOK]),
    "further fields": ([user("x") | {"name": "ann"}, said("y") | {"weight": 0}, user("4")], [BOOK]),
    "ends with a result": ([user("x"), calls(call("get_weather", {"city": "Bonn"}, "f00000001")), result("9", "f00000001", "get_weather")],
        [WEATHER, BOOK]),
}


def main():
    out = {"transformers": transformers.__version__, "folders": FOLDERS, "records": [], "prompts": {}}
    for name, (messages, tools) in DIALOGUES.items():
        written = copy.deepcopy(messages + [ANSWER])
        for m in written:
            for c in m.get("tool_calls") or []:
                c["function"]["arguments"] = json.dumps(c["function"]["arguments"], ensure_ascii=False)
        out["records"].append({"id": name, "messages": written, "tools": tools})
    for name, files in FOLDERS.items():
        with tempfile.TemporaryDirectory() as d:
            folder = pathlib.Path(d)
            shutil.copy(TINY / "tokenizer.json", folder)
            config = {"tokenizer_class": "PreTrainedTokenizerFast"}
            for path, content in files.items():
                if path == "tokenizer_config.json":
                    config.update(content)
                    continue
                (folder / path).parent.mkdir(exist_ok=True)
                (folder / path).write_text(content)
            (folder / "tokenizer_config.json").write_text(json.dumps(config))
            tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
            prompts = out["prompts"][name] = {}
            for dialogue, (messages, tools) in DIALOGUES.items():
                try:
                    prompts[dialogue] = tokenizer.apply_chat_template(
                        messages, tools=tools or None, tokenize=False, add_generation_prompt=True)
                except Exception as e:
                    print(name, "/", dialogue, ":", type(e).__name__, e, file=sys.stderr)
                    prompts[dialogue] = None
    json.dump(out, sys.stdout, ensure_ascii=False, indent=0)
    print()


if __name__ == "__main__":
    main()
