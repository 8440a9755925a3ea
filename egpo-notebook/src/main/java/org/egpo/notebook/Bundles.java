package org.egpo.notebook;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** Builds outputs; each carries a {@code text/plain} form for terminals, logs and front ends that know nothing else. */
final class Bundles {
    private Bundles() {}

    static MimeBundle of(String mime, Object value, String plain) {
        return of(mime, value, plain, Map.of());
    }

    private static MimeBundle of(String mime, Object value, String plain, Map<String, Object> metadata) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(mime, value);
        data.putIfAbsent("text/plain", plain);
        return new MimeBundle(data, metadata);
    }

    static MimeBundle html(String html) {
        return of("text/html", html, Html.strip(html));
    }

    static MimeBundle html(String html, String plain) {
        return of("text/html", html, plain);
    }

    /** @param cssWidth width on the page in CSS pixels; half the image's own width is sharp on high-density screens */
    static MimeBundle png(byte[] png, int cssWidth, String plain) {
        Map<String, Object> metadata = cssWidth <= 0 ? Map.of() : Map.of("image/png", Map.of("width", cssWidth));
        return of("image/png", Base64.getEncoder().encodeToString(png), plain, metadata);
    }

    static byte[] encodePng(RenderedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this Java has no PNG writer");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
