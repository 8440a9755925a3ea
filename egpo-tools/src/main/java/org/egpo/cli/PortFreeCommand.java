package org.egpo.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Used by {@code egpo lab --port=N} before Jupyter starts, because Jupyter moves to another port without a word. */
@Command(name = "port-free", hidden = true)
final class PortFreeCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PORT")
    private int port;

    @Override
    public Integer call() {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return 0;
        } catch (IOException e) {
            System.err.println("egpo: port " + port + " is busy; choose another with --port=N, or leave it out.");
            return 1;
        }
    }
}
