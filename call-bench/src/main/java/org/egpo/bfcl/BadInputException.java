package org.egpo.bfcl;

import java.nio.file.Path;

/** Something a user gave cannot be used; the message is one sentence naming file and line. */
public final class BadInputException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public BadInputException(String message) {
        super(message);
    }

    /** @param line counted from 1, or 0 for the file as a whole */
    public static BadInputException at(Path file, int line, String problem) {
        return new BadInputException((line > 0 ? file + ", line " + line : file.toString()) + ": " + problem);
    }
}
