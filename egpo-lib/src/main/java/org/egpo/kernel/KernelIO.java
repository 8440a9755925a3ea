package org.egpo.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.JupyterIO;

/** The library's streams, attached to one cell after the other. */
final class KernelIO extends JupyterIO {
    void attach(ShellReplyEnvironment environment, boolean input) {
        setEnv(environment);
        setJupyterInEnabled(input);
    }

    void detach(ShellReplyEnvironment environment) {
        setJupyterInEnabled(false);
        // Outputs between cells belong to the last one, so the environment stays.
    }
}
