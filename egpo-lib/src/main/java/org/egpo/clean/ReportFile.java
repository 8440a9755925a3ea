package org.egpo.clean;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.egpo.data.WholeFile;

/** A report as JSON beside the cleaned file. */
public final class ReportFile {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private ReportFile() {}

    /** @return the file written: the output's name with {@code .report.json} */
    public static Path write(CleanReport report, Path out) throws IOException {
        Path file = out.resolveSibling(out.getFileName() + ".report.json");
        WholeFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        return file;
    }
}
