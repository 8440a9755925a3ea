package org.egpo.notebook;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;

/**
 * A progress bar below the cell: done, total, rate and time left.
 *
 * <pre>{@code
 * for (Question q : Progress.over("questions", questions)) { … }
 * }</pre>
 */
public final class Progress implements AutoCloseable {
    private final String title;
    private final long total;
    private final Live live;
    private final LongSupplier clock;
    private final long start;
    private long done;

    /** @param total number of steps, at least 0 */
    public Progress(String title, long total) {
        this(title, total, new Live(), System::nanoTime);
    }

    Progress(String title, long total, Live live, LongSupplier clock) {
        if (total < 0) {
            throw new IllegalArgumentException("total is " + total + "; a progress bar needs 0 steps or more");
        }
        this.title = title;
        this.total = total;
        this.live = live;
        this.clock = clock;
        this.start = clock.getAsLong();
        draw();
    }

    public void step() {
        to(done + 1);
    }

    public synchronized void to(long steps) {
        done = steps;
        draw();
    }

    private void draw() {
        if (live.isDue() || done >= total) {
            live.show(bundle());
        }
    }

    MimeBundle bundle() {
        double seconds = (clock.getAsLong() - start) / 1e9;
        String status = status(seconds);
        String html =
                "<div style=\"font-family:monospace\">" + Html.escape(title) + " <progress style=\"width:16em\" max=\""
                        + Math.max(total, 1) + "\" value=\"" + (total == 0 ? 1 : done) + "\"></progress> "
                        + Html.escape(status) + "</div>";
        return Bundles.html(html, title + "  " + status);
    }

    private String status(double seconds) {
        String counts = String.format(Locale.ROOT, "%,d/%,d", done, total);
        if (done == 0 || seconds <= 0) {
            return counts;
        }
        double rate = done / seconds;
        String speed = rate >= 1
                ? String.format(Locale.ROOT, "%s/s", Numbers.text(Math.round(rate * 10) / 10.0))
                : String.format(Locale.ROOT, "%s s each", Numbers.text(Math.round(10 / rate) / 10.0));
        String time = done >= total ? duration(seconds) : duration((total - done) / rate) + " left";
        return counts + ", " + speed + ", " + time;
    }

    private static String duration(double seconds) {
        long s = Math.round(seconds);
        return s < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
    }

    /** Draws the final state; a bar that did not reach its end stays where it stopped. */
    @Override
    public synchronized void close() {
        live.show(bundle());
        live.close();
    }

    /**
     * Walks a collection under a progress bar. An interrupt of the cell ends the walk before the next item.
     *
     * @throws CancellationException from the iterator when the thread is interrupted
     */
    public static <T> Iterable<T> over(String title, Collection<T> items) {
        return () -> new Walk<>(items.iterator(), new Progress(title, items.size()));
    }

    private static final class Walk<T> implements Iterator<T> {
        private final Iterator<T> items;
        private final Progress progress;
        private long given;

        private Walk(Iterator<T> items, Progress progress) {
            this.items = items;
            this.progress = progress;
        }

        @Override
        public boolean hasNext() {
            if (given > 0) {
                progress.to(given);
            }
            boolean more = items.hasNext();
            if (!more) {
                progress.close();
            }
            return more;
        }

        @Override
        public T next() {
            if (Thread.interrupted()) {
                progress.close();
                throw new CancellationException("interrupted after " + given + " of " + progress.total);
            }
            if (!items.hasNext()) {
                throw new NoSuchElementException();
            }
            given++;
            return items.next();
        }
    }
}
