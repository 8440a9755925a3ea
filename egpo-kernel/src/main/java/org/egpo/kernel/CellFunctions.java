package org.egpo.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.List;
import java.util.UUID;

/** Functions every cell can call, as IJava offers them. */
public final class CellFunctions {
    private CellFunctions() {}

    /** The forms in which a value is shown. */
    public static DisplayData render(Object value) {
        return value instanceof DisplayData data ? data : kernel().show(value);
    }

    /** The value in the MIME types named. */
    public static DisplayData render(Object value, String... types) {
        return kernel().getRenderer().renderAs(value, types);
    }

    /** Shows a value below the cell; returns the id for {@link #updateDisplay}. */
    public static String display(Object value) {
        return display(render(value));
    }

    /** Shows a value in the MIME types named; returns the id for {@link #updateDisplay}. */
    public static String display(Object value, String... types) {
        return display(render(value, types));
    }

    private static String display(DisplayData data) {
        if (!data.hasDisplayId()) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        kernel().display(data);
        return data.getDisplayId();
    }

    /** Replaces what was shown under this id. */
    public static void updateDisplay(String id, Object value) {
        kernel().getIO().display.updateDisplay(id, render(value));
    }

    /** Replaces what was shown under this id, in the MIME types named. */
    public static void updateDisplay(String id, Object value, String... types) {
        kernel().getIO().display.updateDisplay(id, render(value, types));
    }

    /** Runs a line magic from code. */
    @SuppressWarnings("unchecked")
    public static <T> T lineMagic(String name, List<String> arguments) throws Exception {
        return (T) kernel().magics().run(name, arguments);
    }

    /** {@code System.out.printf}. */
    public static void printf(String format, Object... arguments) {
        System.out.printf(format, arguments);
    }

    private static EgpoKernel kernel() {
        return EgpoKernel.instance();
    }
}
