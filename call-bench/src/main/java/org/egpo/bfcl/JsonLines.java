package org.egpo.bfcl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/** The objects of a JSON Lines file, or of a JSON array, plain or gzip'd, one by one with their line numbers. */
public final class JsonLines {
    static final JsonFactory FACTORY = ValueJson.factory(1000, 100_000);

    private static final int MAX_DEPTH = 6;

    private static final String SPACE = " \t\r\n";

    /** Reads one object; the parser stands at its opening brace. A reader may stop early, the rest is not looked at. */
    @FunctionalInterface
    public interface Reader {
        void read(JsonParser json, Line line) throws IOException;
    }

    /** A value out of an object; the parser stands at its opening brace. */
    interface Reading<T> {
        T of(JsonParser json) throws IOException;
    }

    /** Where an object lies: bytes {@code from} to {@code to} of its file. */
    public record Line(Path file, int number, byte[] bytes, int from, int to) {
        /** The sentence about something that is wrong with the object. */
        public BadInputException problem(String what) {
            return BadInputException.at(file, number, what);
        }

        /** Stands before the object. */
        public JsonParser parser() throws IOException {
            return FACTORY.createParser(bytes, from, to - from);
        }

        /** What a reading of the object gives. */
        <T> T read(Reading<T> reading) {
            try (JsonParser json = parser()) {
                json.nextToken();
                return reading.of(json);
            } catch (IOException e) {
                throw diagnose(this, e);
            }
        }

        /** The object's JSON text as it stands in the file. */
        public String text() {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
    }

    /** What {@link #readFields} reads of a record: its id, the value of the other field it must have, and all fields. */
    public record Fields(String id, Value value, Map<String, Value> all) {}

    private JsonLines() {}

    /** A file of that name, or the gzip'd one beside it. */
    public static Path packedOrPlain(Path file) {
        Path packed = file.resolveSibling(file.getFileName() + ".gz");
        return Files.exists(packed) ? packed : file;
    }

    /**
     * The files that are wanted below a folder of results, or the file itself, in order.
     *
     * @param example a name, for the sentence about a folder without any
     * @throws BadInputException where there is none
     */
    public static List<Path> find(Path results, Predicate<Path> wanted, String example) {
        if (!Files.exists(results)) {
            throw new BadInputException(results + ": there is no such file or folder.");
        }
        try (Stream<Path> paths = Files.walk(results, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> found =
                    paths.filter(Files::isRegularFile).filter(wanted).sorted().toList();
            if (found.isEmpty()) {
                throw new BadInputException(results + ": holds no result file, such as " + example + ".");
            }
            return found;
        } catch (IOException e) {
            throw BadInputException.at(results, 0, "cannot be listed (" + e.getMessage() + ").");
        }
    }

    /**
     * @param onProblem gets the sentence about each unusable line; throw it to stop there
     * @throws BadInputException when the file cannot be read
     */
    public static void read(Path file, Reader reader, Consumer<BadInputException> onProblem) {
        byte[] bytes = bytesOf(file);
        if (isArray(bytes)) {
            readArray(new Line(file, 0, bytes, 0, bytes.length), reader, onProblem);
            return;
        }
        int number = 1;
        for (int from = 0; from < bytes.length; number++) {
            int to = lineEnd(bytes, from);
            Line line = new Line(file, number, bytes, from, to);
            if (textEnd(bytes, from, to) > from) {
                readLine(line, reader, onProblem);
            }
            from = to + 1;
        }
    }

    /**
     * Reads objects that must have a text {@code id} and another field.
     *
     * @param others fields that are read where they are; what else there is is passed over
     * @param each gets the record, with the fields asked for that it has
     */
    public static void readFields(
            Path file,
            String wanted,
            List<String> others,
            BiConsumer<Fields, Line> each,
            Consumer<BadInputException> onProblem) {
        Reader reader = (json, line) -> {
            Map<String, Value> fields = new HashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                if (json.nextToken() == null) {
                    return;
                }
                if (field.equals("id") || field.equals(wanted) || others.contains(field)) {
                    fields.put(field, ValueJson.readPlain(json));
                } else {
                    json.skipChildren();
                }
            }
            Value value = fields.get(wanted);
            if (!(fields.get("id") instanceof Value.Text id) || value == null) {
                throw line.problem("a record needs the fields id and " + wanted + ".");
            }
            checkEnd(json, line);
            each.accept(new Fields(id.value(), value, fields), line);
        };
        read(file, reader, onProblem);
    }

    /** Goes to the value of a field of the object at whose opening brace the parser stands; whether there is one. */
    public static boolean standsAt(JsonParser json, String field) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            boolean found = json.currentName().equals(field);
            json.nextToken();
            if (found) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }

    /** For readers that go no further where something cannot be used. */
    public static void stop(BadInputException e) {
        throw e;
    }

    /** A file's contents, unpacked where it is gzip'd. */
    public static byte[] bytesOf(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return (file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in).readAllBytes();
        } catch (NoSuchFileException e) {
            throw BadInputException.at(file, 0, "there is no such file.");
        } catch (IOException e) {
            throw BadInputException.at(file, 0, "cannot be read (" + e.getMessage() + ").");
        }
    }

    /** Whether a bracket opens; one that closes in the same line, with more lines behind it, is a bad line and no array. */
    private static boolean isArray(byte[] bytes) {
        int from = 0;
        while (from < bytes.length && SPACE.indexOf(bytes[from]) >= 0) {
            from++;
        }
        int to = lineEnd(bytes, from);
        return from < bytes.length
                && bytes[from] == '['
                && (bytes[textEnd(bytes, from, to) - 1] != ']' || textEnd(bytes, to, bytes.length) == to);
    }

    private static int lineEnd(byte[] bytes, int from) {
        int to = from;
        while (to < bytes.length && bytes[to] != '\n') {
            to++;
        }
        return to;
    }

    /** Where the text ends before white space at the end. */
    private static int textEnd(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && SPACE.indexOf(bytes[end - 1]) >= 0) {
            end--;
        }
        return end;
    }

    private static void readLine(Line line, Reader reader, Consumer<BadInputException> onProblem) {
        try (JsonParser json = line.parser()) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw line.problem("expected a JSON object.");
            }
            reader.read(json, line);
            checkEnd(json, line);
        } catch (BadInputException e) {
            onProblem.accept(e);
        } catch (IOException e) {
            onProblem.accept(diagnose(line, e));
        }
    }

    private static void checkEnd(JsonParser json, Line line) throws IOException {
        if (json.currentToken() != JsonToken.END_OBJECT
                || !json.getParsingContext().inRoot()) {
            if (line.bytes[textEnd(line.bytes, line.from, line.to) - 1] != '}') {
                throw line.problem("the line ends in the middle of a JSON object; it was cut off.");
            }
        } else if (json.nextToken() != null) {
            throw line.problem("there is more text after the JSON object; write one object a line.");
        }
    }

    private static void readArray(Line whole, Reader reader, Consumer<BadInputException> onProblem) {
        try (JsonParser json = FACTORY.createParser(whole.bytes)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                JsonLocation start = json.currentTokenLocation();
                json.skipChildren();
                int end = (int) json.currentLocation().getByteOffset();
                int from = (int) start.getByteOffset();
                readLine(new Line(whole.file, start.getLineNr(), whole.bytes, from, end), reader, onProblem);
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                throw whole.problem("expected an array of JSON objects.");
            }
            if (json.nextToken() != null) {
                throw whole.problem("there is more text after the JSON array.");
            }
        } catch (BadInputException e) {
            onProblem.accept(e);
        } catch (IOException e) {
            int number = e instanceof JsonProcessingException j && j.getLocation() != null
                    ? j.getLocation().getLineNr()
                    : 0;
            onProblem.accept(diagnose(new Line(whole.file, number, whole.bytes, 0, whole.to), e));
        }
    }

    private static BadInputException diagnose(Line line, IOException e) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.bytes, line.from, line.to - line.from));
        } catch (CharacterCodingException notUtf8) {
            return line.problem("the bytes are not UTF-8 (Latin-1?); save the file as UTF-8.");
        }
        if (e instanceof JsonEOFException) {
            return line.problem("the line ends in the middle of a JSON object; it was cut off.");
        }
        String why = e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage();
        return line.problem("not valid JSON: " + String.valueOf(why).replaceAll("\\s+", " ") + ".");
    }
}
