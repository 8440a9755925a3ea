"""The Jupyter project's standard kernel suite, with every feature on.

Run with JUPYTER_PATH naming a folder whose kernels/java is the kernel under test.
"""
import unittest

import jupyter_kernel_test


class JavaKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "java"
    language_name = "Java"
    file_extension = ".jshell"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("to the error stream");'
    code_generate_error = 'throw new IllegalStateException("on purpose");'
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": 'String.join("-", "a", "b")', "result": "a-b"},
        {"code": "List.of(1, 2)", "result": "[1, 2]"},
    ]
    code_display_data = [
        {"code": 'display("<b>bold</b>", "text/html");', "mime": "text/html"},
    ]
    code_clear_output = "org.egpo.display.Displays.current().get().clear(true);"
    code_inspect_sample = "Math.max("
    completion_samples = [
        {"text": "System.ou", "matches": {"out"}},
        {"text": 'String text = "a"; text.isEmp', "matches": {"isEmpty()"}},
        {"text": "Math.floorMo", "matches": {"floorMod("}},
    ]
    complete_code_samples = ["1 + 2", "int x = 1;", "%jars lib.jar", "int f() {\n  return 1;\n}"]
    incomplete_code_samples = ["int f() {", "for (int i = 0; i < 2; i++) {", 'String s = """\n a']
    invalid_code_samples = ["int x = );", "1 + ;", "}}"]
    code_history_pattern = "1 +*"
    supported_history_operations = ("tail", "range", "search")


if __name__ == "__main__":
    unittest.main()
