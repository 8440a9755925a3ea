package org.egpo.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.Message;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Lets the library's display and input streams speak through our channels. */
final class CellEnvironment extends ShellReplyEnvironment {
    private final CellOutput output;
    private final Channels channels;

    CellEnvironment(CellOutput output, Channels channels) {
        super(null, null, null, null);
        this.output = output;
        this.channels = channels;
    }

    private CellOutput target() {
        CellOutput target = RoutedStream.target();
        return target == null ? output : target;
    }

    @Override
    public void publish(Message<?> message) {
        target().publish(message.getHeader().getType().getName(), Wire.GSON.toJsonTree(message.getContent()));
    }

    @Override
    public <T extends ContentType<T>> void publish(T content) {
        target().publish(content.getType().getName(), Wire.GSON.toJsonTree(content));
    }

    @Override
    public void writeToStdOut(String text) {
        print("stdout", text);
    }

    @Override
    public void writeToStdErr(String text) {
        print("stderr", text);
    }

    private void print(String stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        target().print(stream, bytes, 0, bytes.length);
    }

    @Override
    public String readFromStdIn(String prompt, boolean password) {
        output.flushAll();
        try {
            return channels.input(output.request(), prompt, password) + "\n";
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new InterruptedIOException("interrupted while waiting for input"));
        }
    }
}
