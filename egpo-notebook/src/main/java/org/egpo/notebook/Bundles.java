package org.egpo.notebook;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    /** As an image inside HTML: nbconvert 6.5 empties {@code image/svg+xml}, and ids of inlined drawings would clash. */
    static MimeBundle svg(String svg) {
        String data = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
        return html("<img alt=\"drawing\" src=\"data:image/svg+xml;base64," + data + "\">", "[SVG image]");
    }

    /** @param cssWidth width on the page in CSS pixels; half the image's own width is sharp on high-density screens */
    static MimeBundle png(byte[] png, int cssWidth, String plain) {
        Map<String, Object> metadata = cssWidth <= 0 ? Map.of() : Map.of("image/png", Map.of("width", cssWidth));
        return of("image/png", Base64.getEncoder().encodeToString(png), plain, metadata);
    }

    /** A bare formula is put between {@code $$}. */
    static MimeBundle latex(String tex) {
        String t = tex.strip();
        boolean wrapped = t.startsWith("$") || t.startsWith("\\begin") || t.startsWith("\\[") || t.startsWith("\\(");
        return of("text/latex", wrapped ? t : "$$" + t + "$$", tex);
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
