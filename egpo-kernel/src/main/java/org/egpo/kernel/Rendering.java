package org.egpo.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.egpo.display.MimeBundle;
import org.egpo.display.ValueRenderer;

/** How a value is shown: by a {@link ValueRenderer} of its type, else by the library's renderer, else as text. */
final class Rendering {
    private final Renderer fallback;
    private List<ValueRenderer> renderers;

    Rendering(Renderer fallback) {
        this.fallback = fallback;
    }

    DisplayData render(Object value) {
        if (value instanceof DisplayData data) {
            return data;
        }
        ValueRenderer best = null;
        for (ValueRenderer r : renderers()) {
            if (r.type().isInstance(value) && (best == null || best.type().isAssignableFrom(r.type()))) {
                best = r;
            }
        }
        if (best != null) {
            return data(best.render(value));
        }
        if (value instanceof MimeBundle bundle) {
            return data(bundle);
        }
        return value.getClass().isArray() ? new DisplayData(array(value)) : fallback.render(value);
    }

    static DisplayData data(MimeBundle bundle) {
        DisplayData data = new DisplayData();
        bundle.data().forEach(data::putData);
        bundle.metadata().forEach(data::putMetaData);
        return data;
    }

    private static String array(Object value) {
        if (value instanceof Object[] objects) {
            return Arrays.deepToString(objects);
        }
        String wrapped = Arrays.deepToString(new Object[] {value});
        return wrapped.substring(1, wrapped.length() - 1);
    }

    /** Looked for once: renderers come on the kernel's own class path. */
    private List<ValueRenderer> renderers() {
        if (renderers == null) {
            List<ValueRenderer> found = new ArrayList<>();
            try {
                ServiceLoader.load(ValueRenderer.class, Rendering.class.getClassLoader())
                        .forEach(found::add);
            } catch (ServiceConfigurationError e) {
                Log.warn("a renderer is broken: " + e.getMessage());
            }
            renderers = found;
        }
        return renderers;
    }
}
