package org.egpo.notebook;

import java.awt.image.RenderedImage;
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import org.egpo.display.MimeBundle;
import org.egpo.display.ValueRenderer;

/** How a cell's last value is shown. */
public final class Values {
    private Values() {}

    /**
     * Makes every kernel show cell values alike: tables and charts as pictures of themselves, arrays by element, anything
     * else as its plain text. The project's own kernel does so without being asked.
     */
    public static void uniform() {
        KernelBridge bridge = KernelBridge.current();
        bridge.register(Object.class, Values::plain);
        for (ValueRenderer renderer : ServiceLoader.load(ValueRenderer.class, Values.class.getClassLoader())) {
            register(bridge, renderer.type(), renderer);
        }
    }

    private static <T> void register(KernelBridge bridge, Class<T> type, ValueRenderer renderer) {
        bridge.register(type, renderer::render);
    }

    private static MimeBundle plain(Object value) {
        if (value instanceof RenderedImage image) {
            return Bundles.png(Bundles.encodePng(image), 0, "[image]");
        }
        return new MimeBundle(Map.of("text/plain", text(value)));
    }

    private static String text(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return String.valueOf(value);
        }
        String s = Arrays.deepToString(new Object[] {value});
        return s.substring(1, s.length() - 1);
    }
}
