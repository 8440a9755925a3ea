package org.egpo.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.BiConsumer;

/**
 * The rows of a Parquet file as JSON objects, through DuckDB in memory; a row's number stands for its line. DuckDB is larger than
 * all the rest together, so it is there only where somebody added it.
 */
final class ParquetRecords {
    private static final String ADD = "mvn -q -N dependency:copy -Dartifact=org.duckdb:duckdb_jdbc:1.4.4.0"
            + " -DoutputDirectory=egpo-tools/target/lib";

    private ParquetRecords() {}

    static boolean isParquet(Path file) {
        return file.getFileName().toString().endsWith(".parquet");
    }

    static void read(Path file, BiConsumer<JsonNode, Source> onRecord) throws IOException {
        Source whole = new Source(file.toString(), 0);
        if (!Files.exists(file)) {
            throw new BadRecordException(whole, "there is no such file");
        }
        Properties settings = new Properties();
        settings.setProperty("jdbc_stream_results", "true");
        settings.setProperty("threads", "1");
        String path = file.toAbsolutePath().toString().replace("'", "''");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:", settings);
                Statement statement = duckdb.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT to_json(t)::VARCHAR FROM read_parquet('" + path + "') t")) {
            for (long row = 1; rows.next(); row++) {
                onRecord.accept(Json.READER.readValue(rows.getString(1)), new Source(file.toString(), row));
            }
        } catch (SQLException | JsonProcessingException e) {
            boolean driver =
                    DriverManager.drivers().anyMatch(d -> d.getClass().getName().startsWith("org.duckdb"));
            throw new BadRecordException(
                    whole,
                    driver
                            ? "not readable as Parquet ("
                                    + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + ")"
                            : "Parquet is read through DuckDB, which is not installed; add it in the project's folder"
                                    + " with: " + ADD);
        }
    }
}
