package org.egpo.notebook;

import java.util.Locale;
import java.util.Map;
import org.egpo.rollout.Response;

/** A response with each token coloured by its entropy: where the policy hesitated. */
public final class TokenHeat {
    /** Entropy in nats that is drawn in full colour. */
    private static final double FULL = 2.5;
    /** Entropy in nats from which on a token is bold, for pages that strip colours. */
    private static final double BOLD = 1;

    private static final double ITALIC = 0.3;

    private TokenHeat() {}

    /** Shows a response; hovering over a token tells its entropy and probability. */
    public static void show(Response response, String caption) {
        StringBuilder b = new StringBuilder();
        html(b, response, caption);
        Show.bundle(Bundles.html(b.toString(), caption + "\n" + response.text()));
    }

    /** Shows several responses to one question beside each other; caption → response. */
    public static void sideBySide(String question, Map<String, Response> responses) {
        StringBuilder html = new StringBuilder("<div style=\"margin:0.5em 0\"><b>")
                .append(Html.escape(question))
                .append("</b></div><div style=\"display:flex;gap:1.2em;align-items:flex-start\">");
        StringBuilder text = new StringBuilder(question);
        responses.forEach((caption, r) -> {
            html.append("<div style=\"flex:1;min-width:0\">");
            html(html, r, caption);
            html.append("</div>");
            text.append("\n\n").append(caption).append('\n').append(r.text());
        });
        Show.bundle(Bundles.html(html.append("</div>").toString(), text.toString()));
    }

    private static void html(StringBuilder b, Response r, String caption) {
        b.append("<div style=\"margin:0.5em 0\"><div style=\"font-size:90%;opacity:0.75\">");
        b.append(Html.escape(caption))
                .append(String.format(
                        Locale.ROOT,
                        " · %s · %d tokens · colour to %.1f nats, italic from %.1f, bold from %.0f</div>",
                        r.thinking().end() == 0 && r.thinkingEntropy() == 0
                                ? "no thinking"
                                : String.format(Locale.ROOT, "mean thinking entropy %.3f nats", r.thinkingEntropy()),
                        r.length(),
                        FULL,
                        ITALIC,
                        BOLD));
        b.append("<pre style=\"line-height:1.9;white-space:pre-wrap;overflow-wrap:anywhere;margin:0\">");
        for (int i = 0; i < r.length(); i++) {
            token(b, r, i);
        }
        b.append("</pre></div>");
    }

    /** A translucent orange works on light and dark pages; unknown entropies stay plain. */
    private static void token(StringBuilder b, Response r, int i) {
        double entropy = r.entropies()[i];
        double strength = Double.isNaN(entropy) ? 0 : Math.min(1, entropy / FULL);
        b.append(String.format(
                Locale.ROOT, "<span style=\"background:rgba(230,120,0,%.2f);border-radius:3px\"", strength * 0.55));
        b.append(" title=\"entropy ").append(Double.isNaN(entropy) ? "unknown" : Numbers.text(entropy) + " nats");
        double logProbability = r.logProbabilities()[i];
        if (!Double.isNaN(logProbability)) {
            b.append(", probability ").append(Numbers.text(Math.exp(logProbability)));
        }
        String token = Html.escape(r.tokens().get(i));
        String mark = entropy >= BOLD ? "b" : entropy >= ITALIC ? "i" : "";
        b.append("\">")
                .append(mark.isEmpty() ? token : "<" + mark + ">" + token + "</" + mark + ">")
                .append("</span>");
    }
}
