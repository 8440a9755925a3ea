package org.egpo.display;

/**
 * Shows values of one type when they are a cell's last value. Found by {@link java.util.ServiceLoader}: name the class
 * in {@code META-INF/services/org.egpo.display.ValueRenderer}.
 */
public interface ValueRenderer {
    /** The class or interface of the values this renderer shows; the most specific renderer wins. */
    Class<?> type();

    /**
     * The forms in which to show a value; should hold {@code text/plain}.
     *
     * @param value an instance of {@link #type()}, never null
     */
    MimeBundle render(Object value);
}
