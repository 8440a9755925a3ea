"""Runs a kernel once and has the JVM record the classes it loaded. Arguments: folder of the kernelspec, archive to write."""
import sys
import time

from client import Kernel

CELLS = [
    'int x = 1; String s = "a" + x; System.out.println(s); System.err.println(s);',
    "import java.util.stream.*; record P(int a, String b) {}\nint f(int n) { return n < 2 ? n : f(n - 1); }",
    'IntStream.range(0, 3).mapToObj(i -> new P(i, "" + i)).map(P::toString).toList()',
    "for (int i = 0; i < 2; i++) { f(i); }\nnew int[] {1}",
    'throw new IllegalStateException("a", new RuntimeException("b"));',
    "undefined(1)",
    "for (int i = 0; i < 3; i++ {",
    'import org.egpo.notebook.*; import tech.tablesaw.api.*; Show.html("<b>a</b>");\n'
    'Table.create("t", IntColumn.create("n", 1, 2))',
    'Show.chart(new org.knowm.xchart.XYChartBuilder().build());',
]

folder, archive = sys.argv[1:]
kernel = Kernel(folder, options=["-XX:ArchiveClassesAtExit=" + archive])
for cell in CELLS:
    kernel.run(cell)
kernel.client.complete("System.out.pri", 14, reply=True, timeout=10)
kernel.client.shutdown()
process = kernel.manager.provisioner.process
end = time.time() + 60
while process.poll() is None and time.time() < end:
    time.sleep(0.1)
ended = process.poll()
kernel.kill()
sys.exit(ended if ended is not None else 1)
