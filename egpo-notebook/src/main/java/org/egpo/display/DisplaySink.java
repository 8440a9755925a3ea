package org.egpo.display;

/** A place that shows outputs: a running kernel. Safe to call from any thread. */
public interface DisplaySink {
    /**
     * Shows a bundle below the running cell.
     *
     * @param id display id by which {@link #update} finds this output again; null for none
     */
    void display(String id, MimeBundle bundle);

    /** Replaces the output shown under this id, wherever in the notebook it is. */
    void update(String id, MimeBundle bundle);

    /**
     * Clears the output of the running cell.
     *
     * @param wait whether to clear only when the next output arrives, which avoids flicker
     */
    void clear(boolean wait);
}
