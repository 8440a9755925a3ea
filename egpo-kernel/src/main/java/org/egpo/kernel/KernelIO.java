package org.egpo.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.JupyterIO;

/** The library's streams, attached to one cell after the other; outputs between cells belong to the last one. */
final class KernelIO extends JupyterIO {
    void attach(ShellReplyEnvironment environment, boolean input) {
        setEnv(environment);
        setJupyterInEnabled(input);
    }
}
