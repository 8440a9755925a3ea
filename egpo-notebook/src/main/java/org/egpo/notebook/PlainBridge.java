package org.egpo.notebook;

import java.util.function.Function;

/** No kernel: prints the plain-text form. */
final class PlainBridge implements KernelBridge {
    @Override
    public String name() {
        return "none";
    }

    @Override
    public void display(String id, MimeBundle bundle) {
        System.out.println(bundle.data().get("text/plain"));
    }

    @Override
    public void update(String id, MimeBundle bundle) {
        display(id, bundle);
    }

    @Override
    public <T> boolean register(Class<T> type, Function<? super T, MimeBundle> renderer) {
        return false;
    }
}
