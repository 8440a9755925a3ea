package org.egpo.notebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A kernel that only remembers what it was told to show. */
final class FakeBridge implements KernelBridge {
    final List<String> events = new ArrayList<>();
    final List<MimeBundle> bundles = new ArrayList<>();
    final Map<Class<?>, Function<Object, MimeBundle>> renderers = new HashMap<>();

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
    public <T> boolean register(Class<T> type, Function<? super T, MimeBundle> renderer) {
        renderers.put(type, value -> renderer.apply(type.cast(value)));
        return true;
    }
}
