"""The official scorer (bfcl-eval 2026.3.23, installed with pip --no-deps) without the vendors' libraries.

Its handlers import them, but decoding and checking use none of them: each such import is answered with an empty stand-in.
"""

import importlib.abc
import importlib.machinery
import os
import sys
import tempfile
import types

VENDORS = """anthropic openai cohere google mistralai qwen_agent boto3 botocore writerai transformers torch vllm
huggingface_hub bs4 html2text rank_bm25 serpapi sentence_transformers faiss networkx httpx datamodel_code_generator
sglang wandb""".split()


class _Meta(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn


class StandIn(metaclass=_Meta):
    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, *args, **kwargs):
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn()


class _Module(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in VENDORS:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return _Module(spec.name)

    def exec_module(self, module):
        pass


sys.meta_path.append(_Finder())
# The package makes folders for results beside itself when it is imported.
os.environ.setdefault("BFCL_PROJECT_ROOT", tempfile.mkdtemp(prefix="bfcl-"))
os.environ.setdefault("OPENAI_API_KEY", "none")

from bfcl_eval.constants.enums import Language, ReturnFormat  # noqa: E402
from bfcl_eval.constants.model_config import MODEL_CONFIG_MAPPING as REGISTRY  # noqa: E402
from bfcl_eval.eval_checker import eval_runner  # noqa: E402

_handlers = {}


def handler(model):
    """The official handler of a model; its constructor, which asks for keys, is passed over."""
    if model not in _handlers:
        config = REGISTRY[model]
        made = object.__new__(config.model_handler)
        made.is_fc_model = config.is_fc_model and config.model_handler.__name__ != "GoGoAgentHandler"
        made.model_name = config.model_name
        made.registry_name = model
        _handlers[model] = made
    return _handlers[model]


def owner(model, method):
    """The name of the class that gives a model its decoder."""
    for cls in REGISTRY[model].model_handler.__mro__:
        if method in cls.__dict__:
            return cls.__name__
    raise AssertionError(model)


eval_runner.get_handler = handler
