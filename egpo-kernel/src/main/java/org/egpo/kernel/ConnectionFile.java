package org.egpo.kernel;

import com.google.gson.JsonParseException;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and checks the connection file that Jupyter hands to a kernel. */
final class ConnectionFile {
    private ConnectionFile() {}

    /**
     * @param file JSON with transport, ip, five ports, key and signature scheme
     * @throws KernelException naming the file and the field that is wrong
     */
    static KernelConnectionProperties read(Path file) {
        KernelConnectionProperties connection;
        try {
            connection = KernelConnectionProperties.parse(Files.readString(file));
        } catch (IOException e) {
            throw new KernelException("cannot read the connection file " + file + " ("
                    + e.getClass().getSimpleName() + "); Jupyter writes it and names it as the kernel's only argument");
        } catch (JsonParseException e) {
            throw new KernelException("the connection file " + file + " is not JSON: " + firstLine(e));
        }
        if (connection == null) {
            throw new KernelException("the connection file " + file + " is empty");
        }
        check(file, connection);
        return connection;
    }

    private static void check(Path file, KernelConnectionProperties c) {
        if (c.getTransport() == null
                || !(c.getTransport().equals("tcp") || c.getTransport().equals("ipc"))) {
            throw wrong(file, "transport", c.getTransport(), "tcp or ipc");
        }
        if (c.getIp() == null || c.getIp().isBlank()) {
            throw wrong(file, "ip", c.getIp(), "an address such as 127.0.0.1");
        }
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("shell_port", c.getShellPort());
        ports.put("iopub_port", c.getIopubPort());
        ports.put("stdin_port", c.getStdinPort());
        ports.put("control_port", c.getControlPort());
        ports.put("hb_port", c.getHbPort());
        ports.forEach((name, port) -> {
            if (port < 1 || port > 65535) {
                throw wrong(file, name, port, "a port from 1 to 65535");
            }
        });
        if (c.getKey() != null && !c.getKey().isEmpty() && !"hmac-sha256".equals(c.getSignatureScheme())) {
            throw wrong(file, "signature_scheme", c.getSignatureScheme(), "hmac-sha256");
        }
    }

    private static KernelException wrong(Path file, String field, Object value, String expected) {
        return new KernelException(
                "the connection file " + file + " has " + field + " = " + value + "; expected " + expected);
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
