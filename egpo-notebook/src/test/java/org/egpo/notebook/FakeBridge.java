package org.egpo.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.egpo.display.MimeBundle;

/** A kernel that only remembers what it was told to show. */
final class FakeBridge implements KernelBridge {
    final List<String> events = new ArrayList<>();
    final List<MimeBundle> bundles = new ArrayList<>();

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public void display(String id, MimeBundle bundle) {
        events.add("display " + bundle.data().get("text/plain"));
        bundles.add(bundle);
    }

    @Override
    public void update(String id, MimeBundle bundle) {
        events.add("update " + bundle.data().get("text/plain"));
        bundles.add(bundle);
    }

    @Override
    public void clear(boolean wait) {
        events.add("clear");
    }

    @Override
    public <T> boolean register(Class<T> type, Function<? super T, MimeBundle> renderer) {
        return false;
    }
}
