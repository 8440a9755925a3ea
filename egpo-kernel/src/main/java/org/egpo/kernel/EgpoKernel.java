package org.egpo.kernel;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.egpo.display.DisplaySink;
import org.egpo.display.Displays;
import org.egpo.display.MimeBundle;

/**
 * The embedded kernel: Java cells run by JShell in this process. Started by Jupyter with a connection file; other
 * libraries find the running kernel by {@link #instance()} or, better, by {@link Displays#current()}.
 */
public final class EgpoKernel extends BaseKernel implements DisplaySink {
    private static volatile EgpoKernel instance;

    private final KernelIO io = new KernelIO();
    private final Rendering rendering = new Rendering(renderer);
    private final CompletableFuture<CellRunner> runner = new CompletableFuture<>();
    private final LanguageInfo language = new LanguageInfo.Builder("Java")
            .version(System.getProperty("java.version"))
            .mimetype("text/x-java-source")
            .fileExtension(".jshell")
            .pygments("java")
            .codemirror("java")
            .build();

    private EgpoKernel() {}

    /** The kernel of this process; null outside a kernel. */
    public static EgpoKernel instance() {
        return instance;
    }

    /**
     * Starts a kernel.
     *
     * @param arguments the connection file; or {@code --warm-up}, which starts the shell, runs a few cells and ends,
     *     to record an archive of loaded classes
     */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            fail("expected one argument, the connection file that Jupyter writes; got " + arguments.length
                    + ". Start this kernel with Jupyter, after: egpo kernel install");
        }
        try {
            if (arguments[0].equals("--warm-up")) {
                WarmUp.run();
            } else {
                start(Path.of(arguments[0])).join();
            }
        } catch (KernelException e) {
            fail(e.getMessage());
        } catch (IOException | GeneralSecurityException e) {
            fail("the warm-up failed: " + e);
        }
        ParentWatch.exit(0);
    }

    private static void fail(String sentence) {
        Log.warn(sentence);
        System.exit(1);
    }

    /** Binds the sockets, then readies the shell in the background. */
    static Requests start(Path connectionFile) {
        Channels channels = new Channels(ConnectionFile.read(connectionFile));
        EgpoKernel kernel = new EgpoKernel();
        kernel.warm();
        StreamFlusher flusher = new StreamFlusher();
        flusher.start();
        Requests requests = new Requests(kernel, channels, flusher);
        channels.open(requests);
        RoutedStream.install();
        System.setIn(kernel.io.in);
        instance = kernel;
        Displays.setCurrent(kernel);
        Signals.ignoreInterrupts(requests::interrupt);
        ParentWatch.start();
        return requests;
    }

    private void warm() {
        Thread thread = new Thread(
                () -> {
                    try {
                        JavaShell shell = new JavaShell(
                                CellRunner.options(System.getenv("IJAVA_COMPILER_OPTS")),
                                System.getenv("IJAVA_CLASSPATH"));
                        CellRunner ready = new CellRunner(shell, rendering);
                        ready.startScripts(
                                System.getenv("IJAVA_STARTUP_SCRIPTS_PATH"), System.getenv("IJAVA_STARTUP_SCRIPT"));
                        runner.complete(ready);
                    } catch (RuntimeException | Error e) {
                        runner.completeExceptionally(e);
                    }
                },
                "kernel-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until the shell is ready. */
    CellRunner runner() {
        try {
            return runner.get();
        } catch (ExecutionException e) {
            throw new KernelException(
                    "the Java shell cannot start (" + e.getCause() + "); a JDK, not a JRE, is needed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KernelException("interrupted while the Java shell starts", e);
        }
    }

    LineMagics magics() {
        return runner().magics();
    }

    DisplayData show(Object value) {
        return value == null ? new DisplayData("null") : rendering.render(value);
    }

    @Override
    public JupyterIO getIO() {
        return io;
    }

    KernelIO io() {
        return io;
    }

    @Override
    public void display(DisplayData data) {
        io.display.display(data);
    }

    @Override
    public void display(String id, MimeBundle bundle) {
        DisplayData data = Rendering.data(bundle);
        if (id != null) {
            data.setDisplayId(id);
        }
        display(data);
    }

    @Override
    public void update(String id, MimeBundle bundle) {
        io.display.updateDisplay(id, Rendering.data(bundle));
    }

    @Override
    public void clear(boolean wait) {
        CellOutput target = RoutedStream.target();
        if (target != null) {
            target.publish("clear_output", Requests.content("wait", wait));
        }
    }

    @Override
    public DisplayData eval(String code) throws IOException {
        throw new UnsupportedOperationException("cells come by the shell channel");
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return language;
    }

    @Override
    public String getBanner() {
        return "Java " + System.getProperty("java.version") + " on the EGPO kernel";
    }

    @Override
    public List<LanguageInfo.Help> getHelpLinks() {
        return List.of(new LanguageInfo.Help("Java API", "https://docs.oracle.com/en/java/javase/17/docs/api/"));
    }
}
