package org.egpo.notebook;

import java.util.function.Function;
import org.egpo.display.DisplaySink;
import org.egpo.display.MimeBundle;

/** The project's own kernel, which finds value renderers by itself (service loader). */
record EmbeddedBridge(DisplaySink sink) implements KernelBridge {
    @Override
    public String name() {
        return "egpo";
    }

    @Override
    public void display(String id, MimeBundle bundle) {
        System.out.flush();
        sink.display(id, bundle);
    }

    @Override
    public void update(String id, MimeBundle bundle) {
        sink.update(id, bundle);
    }

    @Override
    public void clear(boolean wait) {
        sink.clear(wait);
    }

    @Override
    public <T> boolean register(Class<T> type, Function<? super T, MimeBundle> renderer) {
        return false;
    }
}
