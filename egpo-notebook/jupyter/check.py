"""Drives the installed kernel as a front end does and prints a line for each thing it is held to, with the figure measured.

    ./egpo kernel check [--short] [--only start,interrupt,…] [--starts N] [--beside LABEL=FOLDER]… [--busy N]

The status is 1 when a line is not as it should be. --beside measures another kernelspec's start in turn with ours;
--busy runs N processes that only compute, as a loaded machine has them; times are then told, not judged.
--short, which the tests run, judges no time either."""
import argparse
import glob
import json
import multiprocessing
import os
import signal
import statistics
import subprocess
import sys
import time

from client import Kernel, rss

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
failed = []


def line(ok, what, figure=""):
    print(f"{'ok    ' if ok else 'NOT OK'}  {what}{': ' if figure else ''}{figure}", flush=True)
    if not ok:
        failed.append(what)


def gone(pids, seconds):
    """Whether these processes end in so many seconds, and after how many they did."""
    start = time.time()
    while time.time() - start < seconds:
        if not any(is_alive(p) for p in pids):
            return True, time.time() - start
        time.sleep(0.05)
    for p in pids:
        if is_alive(p):
            os.kill(p, 9)
    return False, seconds


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as f:
            return f.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def threads_in_cells(kernel):
    jstack = os.path.join(os.path.dirname(kernel.manager.kernel_spec.argv[0]), "jstack")
    stacks = subprocess.run([jstack, str(kernel.pid)], capture_output=True, text=True).stdout
    return sum("at REPL." in stack for stack in stacks.split("\n\n"))


# ---------------------------------------------------------------- start
def start(args):
    specs = [("java", "java"), *[b.split("=", 1) for b in args.beside]]
    stock = os.path.join(sys.prefix, "share/jupyter/kernels/java")
    if os.path.isdir(stock) and not args.short:
        specs.append(("stock JJava", stock))
    times, bad = {label: [] for label, _ in specs}, 0
    for turn in range(args.starts):
        for label, spec in specs[turn % len(specs):] + specs[: turn % len(specs)]:
            begun = time.time()
            try:
                kernel = Kernel(spec)
                ok = kernel.run("1+1", 60).value() == "2"
                times[label].append(time.time() - begun)
                pids = [kernel.pid, *children(kernel.pid)]
                kernel.kill()
                gone(pids, 2)
            except RuntimeError as e:
                print(label, e)
                ok = False
            bad += label == "java" and not ok
    line(bad == 0, f"{args.starts} starts, failed", str(bad))
    ours = statistics.median(times["java"])
    line(True, "first result after start", f"{ours:.2f} s (median, {min(times['java']):.2f} to {max(times['java']):.2f})")
    for label, _ in specs[1:]:
        other = statistics.median(times[label])
        line(label != "stock JJava" or ours < other, f"first result, {label}", f"{other:.2f} s; ours takes {ours / other:.2f} times that")


def children(pid):
    found = []
    for tasks in glob.glob(f"/proc/{pid}/task/*/children"):
        with open(tasks) as f:
            found += [int(p) for p in f.read().split()]
    return found + [g for c in found for g in children(c)]


# ---------------------------------------------------------------- interrupts
LOOPS = {
    "while (true) {}": "while (true) {}",
    "printing loop": "long n = 0; while (true) { System.out.println(n++); }",
    "Thread.sleep": "Thread.sleep(600_000);",
    "stream of a thousand million": "java.util.stream.LongStream.range(0, 1_000_000_000L).map(x -> x * x % 7).map(x -> x ^ 3).sum()",
    "parallel stream": "java.util.stream.LongStream.range(0, 1L << 50).parallel().map(x -> x * x % 7).sum()",
    "recursion": "long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\nfib(80)",
    "method of a class": "class Spin { long n; void go() { do { n++; } while (n >= 0); } }\nnew Spin().go();",
    "lambda": "Runnable spin = () -> { while (true); };\nspin.run();",
    "swallowed exceptions": "while (true) { try { Thread.sleep(50); } catch (Throwable e) { } }",
    "display loop": 'while (true) { org.egpo.notebook.Show.text("x"); Thread.sleep(1); }',
    "DJL loop": "import ai.djl.ndarray.*; import ai.djl.ndarray.types.*;\n"
    "try (NDManager m = NDManager.newBaseManager()) { while (true) { try (NDManager s = m.newSubManager()) {\n"
    "  s.randomNormal(new Shape(300, 300)).matMul(s.randomNormal(new Shape(300, 300))).sum().toFloatArray(); } } }",
}


def interrupt(args):
    kernel = Kernel()
    kernel.run("int state = 41; state++;")
    for name, code in LOOPS.items():
        if args.short and name not in ("while (true) {}", "printing loop", "Thread.sleep", "parallel stream"):
            continue
        message = kernel.send(code)
        time.sleep(4 if name == "DJL loop" else 1)
        behind = [kernel.send("state = 0;"), kernel.send("state = -1;")]  # the rest of a Run All
        time.sleep(0.2)
        asked = time.time()
        kernel.interrupt()
        result = kernel.collect(message, 10)
        took = time.time() - asked
        rest = [kernel.collect(b, 10).status() for b in behind]
        left = threads_in_cells(kernel)
        state = kernel.run("state", 10)
        error = result.error() or {}
        ok = result.status() == "error" and took < (10 if args.short else 3) and left == 0 and state.value() == "42" and rest == ["aborted"] * 2
        ok = ok and not [m for m in state.messages if m[0] in ("OTHER", "stream")]
        line(ok, f"interrupt of {name}", f"{result.status()} {error.get('ename')} after {took:.2f} s, threads left in cells {left}, "
             f"state {state.value()}, cells behind it {rest}")
    kernel.interrupt()
    time.sleep(2)  # requests travel on channels of their own: a cell sent at once may overtake the interrupt, and is then what it meets
    line(kernel.run("state").value() == "42", "interrupt of an idle kernel changes nothing")
    message = kernel.send('var typed = new java.util.Scanner(System.in).nextLine();', allow_stdin=True)
    kernel.client.get_stdin_msg(timeout=10)
    kernel.interrupt()
    result = kernel.collect(message, 10)
    line(result.status() == "error", "interrupt while a cell waits for input", f"{result.status()}")
    message = kernel.send("new java.util.Scanner(System.in).nextLine()", allow_stdin=True)
    kernel.client.get_stdin_msg(timeout=10)
    kernel.client.input("two")
    line(kernel.collect(message, 10).value() == "two", "input works after that")
    kernel.stop()


def training(args):
    """The training cell of notebook 05, long enough to be interrupted."""
    with open(os.path.join(ROOT, "notebooks/05-training.ipynb")) as f:
        cells = ["".join(c["source"]) for c in json.load(f)["cells"] if c["cell_type"] == "code"]
    at = next(i for i, c in enumerate(cells) if "LivePlot" in c)
    kernel = Kernel(cwd=os.path.join(ROOT, "notebooks"), env={"EGPO_STEPS": "5000"})
    for cell in cells[:at]:
        result = kernel.run(cell, 120)
        if result.status() != "ok":
            line(False, "notebook 05 up to its training cell", str(result.error()))
            return
    message = kernel.send(cells[at])
    behind = kernel.send('"the next cell of Run All"')
    updates, ids = 0, set()
    end = time.time() + 120
    while updates < 3 and time.time() < end:
        m = kernel.client.get_iopub_msg(timeout=60)
        if m["msg_type"] in ("display_data", "update_display_data"):
            updates += m["msg_type"] == "update_display_data"
            ids.add(m["content"]["transient"].get("display_id"))
    line(updates >= 3 and len(ids) == 1, "live chart of a training run", f"{updates} updates in place of {len(ids)} output")
    asked = time.time()
    kernel.interrupt()
    result = kernel.collect(message, 20)
    took = time.time() - asked
    error = result.error() or {}
    text = error.get("evalue", "")
    aborted = kernel.collect(behind, 10).status()
    line(result.status() == "error" and took < 3 and "a checkpoint was written" in text and aborted == "aborted",
         "interrupt of a training run", f"after {took:.2f} s: {error.get('ename')}: {text}; the next cell: {aborted}")
    kernel.stop()


# ---------------------------------------------------------------- output
def flood(kernel, lines, what, limit, code=None, slow=False):
    before = kernel.rss()
    message = kernel.send(code or f'for (int i = 0; i < {lines}; i++) System.out.println("line " + i);')
    if slow:
        time.sleep(3)
    result = kernel.collect(message, 120)
    got = result.text().split("\n")[:-1]
    ok = got == [f"line {i}" for i in range(lines)]
    grown = kernel.rss() - before
    line(ok and result.seconds < limit and grown < 100, what,
         f"{len(got)} lines, {'all in order' if ok else 'NOT all in order'}, {result.seconds:.2f} s, "
         f"{len(result.of('stream'))} messages, memory {grown:+d} MB")


def output(args):
    kernel = Kernel()
    kernel.run('for (int i = 0; i < 3000; i++) System.out.println("warm " + i);')
    loaded = 60 if args.busy or args.short else 2
    flood(kernel, 200_000, "200,000 lines", loaded)
    flood(kernel, 200_000, "200,000 lines, a reader that sleeps for 3 s first", loaded, slow=True)
    flood(kernel, 200_000, "200,000 lines by printf", 60, 'for (int i = 0; i < 200_000; i++) System.out.printf("line %d%n", i);')
    if args.short:
        kernel.stop()
        return
    result = kernel.run(
        'for (int i = 0; i < 3; i++) { System.out.println("o" + i); System.err.println("e" + i); '
        'org.egpo.notebook.Show.text("d" + i); }\n"last"')
    order = [c["text"].strip() if t == "stream" else c["data"]["text/plain"]
             for t, c, _ in result.messages if t in ("stream", "display_data", "execute_result")]
    line(order == ["o0", "e0", "d0", "o1", "e1", "d1", "o2", "e2", "d2", "last"], "order of out, err, display and value", " ".join(order))
    result = kernel.run('System.out.println("ä€😀".repeat(40000));')
    line(result.text() == "ä€😀" * 40000 + "\n", "120,000 characters of two to four bytes")
    result = kernel.run("Thread[] t = new Thread[4]; for (int k = 0; k < 4; k++) { int q = k; t[k] = new Thread(() -> { "
                        'for (int i = 0; i < 20000; i++) System.out.println(q + " " + i); }); t[k].start(); } for (Thread k : t) k.join();')
    got = result.text().split("\n")[:-1]
    ok = all([x for x in got if x.startswith(f"{q} ")] == [f"{q} {i}" for i in range(20000)] for q in range(4))
    line(ok and len(got) == 80000, "four threads with 20,000 lines each", f"{len(got)} lines, each thread's in order")
    result = kernel.run('String k = "x".repeat(999); for (int i = 0; i < 200_000; i++) System.out.println(k);')
    got = result.text()
    line(50 <= len(got) >> 20 < 51 and "is not shown" in got[-200:], "200 MB of text in a cell", f"{len(got) >> 20} MB arrive, the last line says so")
    kernel.stop()
    starter = subprocess.Popen([sys.executable, "-c", STARTER, os.path.dirname(os.path.abspath(__file__)),
                                'Thread.sleep(3000); String k = "x".repeat(999); while (true) System.out.println(k);'],
                               stdout=subprocess.PIPE, text=True)
    pid = int(starter.stdout.readline())
    before = rss(pid)
    starter.send_signal(signal.SIGSTOP)
    time.sleep(12)
    grown = rss(pid) - before
    starter.kill()
    starter.wait()
    gone([pid], 10)
    line(grown < 400, "a cell prints without end to a reader that hangs", f"memory {grown:+d} MB after 12 s")


# ---------------------------------------------------------------- the end
STARTER = """
import sys, time; sys.path.insert(0, sys.argv[1]); from client import Kernel, rss
kernel = Kernel(); kernel.run("1+1"); message = kernel.send(sys.argv[2]); time.sleep(1)
print(kernel.pid, flush=True); time.sleep(600)
"""
ENDS = {
    "idle": "1",
    "in a busy loop": "while (true) {}",
    "with a thread and an exit hook that hang":
        "new Thread(() -> { while (true) { try { Thread.sleep(1000); } catch (Exception e) { } } }).start();\n"
        "Runtime.getRuntime().addShutdownHook(new Thread(() -> { try { Thread.sleep(99999); } catch (Exception e) { } }));",
}


def end(args):
    here = os.path.dirname(os.path.abspath(__file__))
    for state, code in ENDS.items():
        if args.short and state != "in a busy loop":
            continue
        starter = subprocess.Popen([sys.executable, "-c", STARTER, here, code], stdout=subprocess.PIPE, text=True)
        pid = int(starter.stdout.readline())
        starter.kill()
        starter.wait()
        ok, took = gone([pid], 10)
        limit = 10 if args.short else 5
        line(ok and took < limit, f"Jupyter killed with -9, kernel {state}", f"no process left after {took:.1f} s")
        kernel = Kernel()
        kernel.run("1+1")
        kernel.send(code)
        time.sleep(1)
        took = kernel.stop()
        ok, more = gone([kernel.pid], 5)
        line(ok and took + more < limit, f"shutdown, kernel {state}", f"no process left after {took + more:.1f} s")
    if args.short:
        return
    launcher = subprocess.Popen([os.path.join(ROOT, "egpo"), "run", "--out", os.path.join(ROOT, ".egpo/unfinished"), "05-training"],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    pids = []
    deadline = time.time() + 120
    while len(pids) < 2 and time.time() < deadline:
        time.sleep(0.5)
        pids = children(launcher.pid)
    time.sleep(5)
    pids = children(launcher.pid)
    launcher.kill()
    launcher.wait()
    kernels = [p for p in pids if "KernelMain" in command(p)]
    ok, took = gone(kernels, 10)
    line(ok and took < 5 and bool(kernels), "./egpo run killed with -9", f"{len(kernels)} kernel, no JVM left after {took:.1f} s")
    gone(pids, 10)


def command(pid):
    try:
        with open(f"/proc/{pid}/cmdline") as f:
            return f.read()
    except FileNotFoundError:
        return ""


def memory(args):
    kernel = Kernel()
    sizes = []
    for i in range(60 if args.short else 500):
        kernel.run(f"int v{i % 20} = {i}; String s{i % 20} = \"x\" + v{i % 20};\nfor (int k = 0; k < 10; k++) v{i % 20} += k;\nv{i % 20}")
        sizes.append(kernel.rss())
    warm = sizes[50]
    line(max(abs(s - warm) for s in sizes[50:]) < 100, f"memory over {len(sizes)} cells",
         f"{warm} MB after 50, {min(sizes[50:])} to {max(sizes[50:])} MB after that")
    kernel.stop()


# ---------------------------------------------------------------- values, errors, text
def values(args):
    kernel = Kernel()
    result = kernel.run('import tech.tablesaw.api.*;\nTable.create("t", IntColumn.create("n", 1, 2, 3))')
    line("<table" in (result.value("text/html") or ""), "a Table as last value", "HTML")
    result = kernel.run("new org.knowm.xchart.XYChartBuilder().build()")
    line(bool(result.value("image/png")), "a chart as last value", f"PNG, {len(result.value('image/png') or '') * 3 // 4096} KB")
    result = kernel.run("new int[][] {{1, 2}, {3}}")
    line(result.value() == "[[1, 2], [3]]", "an array as last value", str(result.value()))
    result = kernel.run('try (var live = new org.egpo.notebook.Live()) { for (int i = 0; i < 5; i++) { live.text("turn " + i); Thread.sleep(150); } }')
    shown = [(t, c["data"]["text/plain"], c["transient"]["display_id"]) for t, c, _ in result.messages if t in ("display_data", "update_display_data")]
    line(len(shown) == 5 and [s[0] for s in shown].count("display_data") == 1 and len({s[2] for s in shown}) == 1,
         "a live output is updated in place", f"{len(shown) - 1} updates")
    kernel.stop()


def errors(args):
    kernel = Kernel()
    kernel.run("1")
    result = kernel.run("int down(int n) { if (n == 0) throw new IllegalStateException(\"at the bottom\");\n return down(n - 1) + 1; }\n\ndown(10_000)")
    error = result.error()
    text = "\n".join(error["traceback"])
    line(error["ename"] == "IllegalStateException" and error["evalue"] == "at the bottom" and len(error["traceback"]) <= 40
         and "cell 2, line 1" in text and "cell 2, line 4" in text, "an exception 10,000 calls deep",
         f"{error['ename']}, {len(error['traceback'])} lines, from cell 2, line 1 to cell 2, line 4")
    for code, name, told in [
        ("int[] a = new int[3];\na[7] = 1;", "ArrayIndexOutOfBoundsException", "cell 3, line 2"),
        ("int x = 1;\nfor (int i = 0; i < 3; i++ {\n}", "IncompleteSourceException", "cell 4, line 2: ')' expected"),
        ("String s = 1;", "CompilationException", "cell 5, line 1: incompatible types"),
        ("class Mine extends Exception {}\nthrow new Mine();", "Mine", "cell 6, line 2"),
        ("assert 1 > 2;", "AssertionError", "cell 7, line 1"),
    ]:
        error = kernel.run(code).error() or {"ename": None, "evalue": "", "traceback": []}
        text = error["evalue"] + "\n".join(error["traceback"])
        line(error["ename"] == name and told in text, f"error of {code!r}", f"{error['ename']}: {told}")
    kernel.stop()


def text(args):
    kernel = Kernel()
    result = kernel.run('String block = """\n  %abc\n=%d\n  "%x \\""" %y\n  """;\nblock')
    line(result.value() == '  %abc\n=%d\n  "%x """ %y\n', "a text block with %abc and =%d", repr(result.value()))
    result = kernel.run("%time 1 + 1")
    line(result.status() == "ok" and result.value() == "2", "a magic is still one", "%time")
    kernel.stop()


def help_(args):
    kernel = Kernel()
    kernel.run("import org.egpo.notebook.*;")
    ask = lambda code: kernel.client.inspect(code, len(code), reply=True, timeout=20)["content"]
    for code, told in [("Show", "Shows things below the running cell"), ("int i = 1;\nShow.html", "HTML as it is"), ("Show.html(", "HTML as it is")]:
        found = ask(code)
        line(told in str(found["data"]), f"shift-tab behind {code!r}", told)
    matches = kernel.client.complete("Show.ht", 7, reply=True, timeout=20)["content"]["matches"]
    line(matches == ["html("], "completion of Show.ht", str(matches))
    cells = kernel.client.history(hist_access_type="tail", n=10, reply=True, timeout=20)["content"].get("history")
    line([c[2] for c in cells or []] == ["import org.egpo.notebook.*;"], "history", str(cells))
    kernel.stop()


def loops(args):
    """What the question in every turn costs: the same loop in a cell and in a class of the JDK's own compiler."""
    kernel = Kernel()
    body = "{ double s = 0; for (int r = 0; r < 300; r++) for (int i = 1; i < 1_000_000; i++) s += 1.0 / i; return s; }"
    tight = "{ long s = 0; for (int r = 0; r < 300; r++) for (int i = 1; i < 1_000_000; i++) s += i ^ r; return s; }"
    kernel.run(
        "import javax.tools.*; import java.nio.file.*;\nPath d = Files.createTempDirectory(\"plain\");\n"
        f'Files.writeString(d.resolve("Plain.java"), "public class Plain {{ public static double a() {body} public static long b() {tight} }}");\n'
        'ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", d.toString(), d.resolve("Plain.java").toString());\n'
        "Class<?> plain = new java.net.URLClassLoader(new java.net.URL[] {d.toUri().toURL()}).loadClass(\"Plain\");\n"
        f"double a() {body}\nlong b() {tight}\n"
        "long time(java.util.concurrent.Callable<?> c) throws Exception { long best = Long.MAX_VALUE; for (int i = 0; i < 4; i++) "
        "{ long t = System.nanoTime(); c.call(); best = Math.min(best, System.nanoTime() - t); } return best; }", 120)
    for name, what in [("a", "a loop of divisions"), ("b", "a loop of additions alone")]:
        result = kernel.run(f'(double) time(() -> {name}()) / time(() -> plain.getMethod("{name}").invoke(null))', 240)
        line(result.status() == "ok", f"cost of the stop checks, {what}", f"{float(result.value() or 'nan'):.2f} times the time without")
    kernel.stop()


CHECKS = {"start": start, "interrupt": interrupt, "training": training, "output": output, "end": end, "memory": memory,
          "values": values, "errors": errors, "text": text, "help": help_, "loops": loops}


def busy():
    while True:
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="a few of each, in a minute")
    parser.add_argument("--only", default="", help="some of: " + ",".join(CHECKS))
    parser.add_argument("--starts", type=int, default=30)
    parser.add_argument("--beside", action="append", default=[], metavar="LABEL=FOLDER")
    parser.add_argument("--busy", type=int, default=0)
    args = parser.parse_args()
    if args.short:
        args.starts = min(args.starts, 3)
    names = args.only.split(",") if args.only else [n for n in CHECKS if not args.short or n not in ("training", "loops")]
    for name in names:
        if name not in CHECKS:
            parser.error(f"there is no check {name}; there are: {', '.join(CHECKS)}")
    load = [multiprocessing.Process(target=busy, daemon=True) for _ in range(args.busy)]
    for process in load:
        process.start()
    for name in names:
        print(f"--- {name} (load {os.getloadavg()[0]:.1f})", flush=True)
        CHECKS[name](args)
    for process in load:
        process.kill()
    print("All is as it should be." if not failed else f"{len(failed)} not as it should be: {'; '.join(failed)}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
