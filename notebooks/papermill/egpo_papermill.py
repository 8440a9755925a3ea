"""Parameters of papermill for notebooks on a Java kernel.

papermill writes its parameters into a cell in the notebook's language and knows no Java. It loads every entry point of the group
`papermill.engine` when it starts; this module is one, so that installing it is enough. JShell lets a variable be declared again, so
the cell that papermill adds behind the one with the tag `parameters` replaces its values.
"""

import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators


class JavaTranslator(Translator):
    """Values of JSON and YAML as Java: numbers, texts, truth values, lists and maps of them."""

    DECLARATION = re.compile(r"^(?:final\s+)?([\w.]+(?:<.*>)?(?:\[])*)\s+(\w+)\s*=\s*([^;]*);\s*(?://\s*(.*))?$", re.MULTILINE)

    @classmethod
    def translate_str(cls, val):
        units = val.encode("utf-16-be", "surrogatepass")
        chars = (int.from_bytes(units[i:i + 2], "big") for i in range(0, len(units), 2))
        return '"' + "".join(cls._char(c) for c in chars) + '"'

    @staticmethod
    def _char(unit):
        if unit in (0x22, 0x5C):
            return "\\" + chr(unit)
        if unit in (0x0A, 0x0D):  # as \\u000a it would end the line before the compiler sees a text
            return "\\n" if unit == 0x0A else "\\r"
        return chr(unit) if 0x20 <= unit < 0x7F else f"\\u{unit:04x}"

    @classmethod
    def translate_int(cls, val):
        if -2**31 <= val < 2**31:
            return str(val)
        if -2**63 <= val < 2**63:
            return f"{val}L"
        return f'new java.math.BigInteger("{val}")'

    @classmethod
    def translate_float(cls, val):
        if val != val:
            return "Double.NaN"
        if val in (float("inf"), float("-inf")):
            return "Double.POSITIVE_INFINITY" if val > 0 else "Double.NEGATIVE_INFINITY"
        return repr(val)

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_list(cls, val):
        return "java.util.Arrays.asList(" + ", ".join(map(cls.translate, val)) + ")"

    @classmethod
    def translate_dict(cls, val):
        entries = (f"put({cls.translate_str(str(k))}, {cls.translate(v)});" for k, v in val.items())
        return "new java.util.LinkedHashMap<String, Object>() {{ " + " ".join(entries) + " }}"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def inspect(cls, parameters_cell):
        """What the cell declares, a declaration a line; papermill warns of parameters that are not among them."""
        return [Parameter(name, kind, default, help or "")
                for kind, name, default, help in cls.DECLARATION.findall(parameters_cell.source)]

    @classmethod
    def assign(cls, name, str_val):
        if not (name.isidentifier() and name.isascii()):
            raise ValueError(f"{name!r} is no name of a variable in Java")
        return f"{'Object' if str_val == 'null' else 'var'} {name} = {str_val};"


papermill_translators.register("java", JavaTranslator)


class JavaEngine(NBClientEngine):
    """papermill's usual engine; that it is asked for makes papermill load this module."""
