#!/usr/bin/env python3
"""How fast the official ACEBench script scores: entries for each second of processor time, files read and written.

    testing/acebench-official-speed.py CLONE RESULTS [rounds]

CLONE is the official repository with its data, RESULTS a folder with result_en or result_zh. The spreadsheets, which play no part
in the scores, are left out. Beside it: ./egpo bench acebench RESULTS --data CLONE.
"""

import contextlib
import io
import os
import shutil
import sys
import tempfile
import time
import types


class Anything:
    def __getattr__(self, name):
        return Anything()

    def __call__(self, *args, **named):
        return Anything()


def main(clone, results, rounds="5"):
    clone, results = os.path.abspath(clone), os.path.abspath(results)
    for name in ["pandas", "openpyxl", "openpyxl.styles"]:
        module = types.ModuleType(name)
        module.Workbook = module.Alignment = module.DataFrame = Anything()
        sys.modules.setdefault(name, module)
    sys.path.insert(0, clone)
    import eval_main
    eval_main.convert_result_to_excel = eval_main.generate_result_csv = lambda *a, **k: None
    work = tempfile.mkdtemp()
    os.chdir(work)
    os.symlink(os.path.join(clone, "data_all"), "data_all")
    os.symlink(results, "result_all")
    languages = [l for l in ["en", "zh"] if os.path.isdir(f"result_all/result_{l}")]
    files = [os.path.join(root, f) for root, _, names in os.walk("result_all/") for f in names]
    entries = sum(len(open(f, "rb").readlines()) for f in files) * int(rounds)
    start = time.process_time()
    for language in languages * int(rounds):
        eval_main.language = language
        for name, value in eval_main.get_paths(language).items():
            setattr(eval_main, name, value)
        with contextlib.redirect_stdout(io.StringIO()):
            eval_main.runner(
                os.listdir(eval_main.INPUT_PATH),
                eval_main.ACE_DATA_CATEGORY["test_all"],
                eval_main.get_paths(language))
    spent = time.process_time() - start
    print(f"{entries} entries, {entries / spent:.0f} per processor second")
    shutil.rmtree(work)


if __name__ == "__main__":
    main(*sys.argv[1:])
