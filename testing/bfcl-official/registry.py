"""Writes the facts about every registered model that scores need: display name, link, organisation, licence, prices, whether
dots in names become underscores, and the call format. Usage: registry.py FILE"""

import json
import sys

import official

FC, TEXT = "function-calling", "prompt"
FORMATS = {
    "OpenAICompletionsHandler": (FC, TEXT),
    "OpenAIResponsesHandler": (FC, TEXT),
    "MistralHandler": (FC, TEXT),
    "ClaudeHandler": (FC, TEXT),
    "GeminiHandler": ("gemini", "tool-code"),
    "OSSHandler": (TEXT, TEXT),
    "NvidiaHandler": (TEXT, TEXT),
    "NovaHandler": ("call-list", "call-list"),
    "MistralFCHandler": ("call-list", "call-list"),
    "ArchHandler": ("call-objects", "call-objects"),
    "PhiFCHandler": ("call-objects", "call-objects"),
    "Granite3FCHandler": ("call-objects", "call-objects"),
    "CohereHandler": ("cohere", "cohere"),
    "MiningHandler": ("name-arguments", "name-arguments"),
    "NemotronHandler": ("nemotron", "nemotron"),
    "LlamaHandler_3_1": ("llama", "llama"),
    "SalesforceLlamaHandler": ("xlam", "xlam"),
    "SalesforceQwenHandler": ("xlam", "xlam"),
    "BitAgentHandler": ("json-calls", "json-calls"),
    "PhiHandler": ("phi", "phi"),
    "QwenFCHandler": ("hermes", "hermes"),
    "Granite4FCHandler": ("hermes", "hermes"),
    "NanbeigeFCHandler": ("hermes", "hermes"),
    "PelicanVLFCHandler": ("hermes", "hermes"),
    "GraniteFunctionCallingHandler": ("granite", "granite"),
    "HammerHandler": ("hammer", "hammer"),
    "GLMHandler": ("glm", "glm"),
    "MiniCPMFCHandler": ("minicpm", "minicpm"),
    "Falcon3FCHandler": ("falcon", "falcon"),
    "ThinkAgentHandler": ("think-agent", "think-agent"),
    "GorillaHandler": ("gorilla", "gorilla"),
    "FunctionGemmaHandler": ("functiongemma", "functiongemma"),
}


def call_format(model):
    cls = official.owner(model, "decode_ast")
    assert cls == official.owner(model, "decode_execute"), model
    return FORMATS[cls][0 if official.handler(model).is_fc_model else 1]


def main(file):
    with open(file, "w", encoding="utf-8") as out:
        out.write("[\n")
        lines = []
        for model, c in official.REGISTRY.items():
            fact = {"model": model, "name": c.display_name, "link": c.url, "organization": c.org, "license": c.license,
                    "format": call_format(model)}
            if c.underscore_to_dot:
                fact["underscore_to_dot"] = True
            if c.input_price is not None and c.output_price is not None:
                fact["prices"] = [c.input_price, c.output_price]
            lines.append(json.dumps(fact, ensure_ascii=False))
        out.write(",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main(sys.argv[1])
