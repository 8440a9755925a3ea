package org.egpo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.egpo.notebook.Provenance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedNotebookTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private Path datasets;
    private Path notebook;
    private String text;

    @BeforeEach
    void aNotebookWithACard() throws IOException {
        datasets = Files.createDirectories(folder.resolve("here/datasets"));
        Files.createDirectories(datasets.resolve("set"));
        Files.writeString(datasets.resolve("set/x.txt"), "data");
        Files.writeString(datasets.resolve("other.txt"), "other");
        text =
                """
                {"cells": [
                  {"cell_type": "markdown", "source": "# A"},
                  {"cell_type": "code", "source": "Provenance.of(1).show();", "outputs": [{"data": {"text/plain":
                    "Provenance\\n  date         DATE\\n  command      COMMAND\\n  data set/x.txt HASH"}}]},
                  {"cell_type": "code", "source": ["int n = 6 * 7;\\n", "System.out.println(n);"], "outputs": [
                    {"output_type": "stream", "text": ["line 1\\n", "the answer is 42\\n"]}]},
                  {"cell_type": "code", "source": "bar();", "outputs": [
                    {"data": {"text/plain": "2.5 s", "text/html": "<progress max=1></progress> 2.5 s"}}]},
                  {"cell_type": "code", "source": "chart();", "outputs": [
                    {"data": {"text/plain": "[chart: A]", "image/png": "AAAA"}}]}
                ]}"""
                        .replace("COMMAND", Provenance.command())
                        .replace("HASH", Provenance.hash(datasets.resolve("set/x.txt")))
                        .replace("DATE", "2026-01-01");
        notebook = Files.writeString(folder.resolve("n.ipynb"), text);
    }

    private List<String> differences(String now) throws IOException {
        JsonNode changed = JSON.readTree(now);
        return NotebookDifferences.between(JSON.readTree(text), changed).differences();
    }

    @Test
    void aLinkToAFolderHasTheHashOfTheFolder() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), datasets);
        assertEquals(Provenance.hash(datasets), Provenance.hash(link));
    }

    @Test
    void anotherDateAndAnotherTimeOfABarAreTheSame() throws IOException {
        String later = text.replace("2026-01-01", "2026-02-02").replace("2.5 s", "3.5 s");
        NotebookDifferences d = NotebookDifferences.between(JSON.readTree(text), JSON.readTree(later));
        assertTrue(d.isSame());
        assertTrue(d.toString().startsWith("same: all 4 code cells"), d.toString());
        assertTrue(d.provenance().contains("2026-02-02"), d.provenance());
        assertFalse(d.provenance().contains("command"), d.provenance());
    }

    @Test
    void oneChangedNumberNamesTheCell() throws IOException {
        assertEquals(
                List.of("cell 3 (int n = 6 * 7;): was the answer is 42, is the answer is 43"),
                differences(text.replace("is 42", "is 43")));
        assertEquals(
                List.of("cell 5 (chart();): the same text, but another image/png"),
                differences(text.replace("AAAA", "AAAB")));
        assertEquals(
                List.of("cell 3 (int n = 6 * 7;): was the answer is 42, is nothing"),
                differences(text.replace(", \"the answer is 42\\n\"", "")));
    }

    @Test
    void whatWasPackedRunsElsewhere() throws IOException {
        Path zip = folder.resolve("n.zip");
        assertEquals(List.of(), SharedNotebook.pack(notebook, datasets, zip));
        Path stale = Files.createDirectories(folder.resolve("open/datasets")).resolve("old.txt");
        Files.writeString(stale, "of another notebook");
        SharedNotebook shared = SharedNotebook.open(zip, folder.resolve("open"));
        assertFalse(Files.exists(stale));
        assertEquals(text, Files.readString(shared.notebook()));
        assertEquals(
                datasets.toString(), shared.environment(datasets.getParent()).get("EGPO_DATASETS"));

        Path there = Files.createDirectories(folder.resolve("there/datasets"));
        Files.createDirectories(there.resolve("set"));
        Files.writeString(there.resolve("set/x.txt"), "changed");
        Files.writeString(there.resolve("more.txt"), "more");
        Path used = Path.of(shared.environment(there.getParent()).get("EGPO_DATASETS"));
        assertEquals("data", Files.readString(used.resolve("set/x.txt")));
        assertEquals("more", Files.readString(used.resolve("more.txt")));
        assertEquals("changed", Files.readString(there.resolve("set/x.txt")));
    }

    @Test
    void settingsAreVariablesOfTheProjectAndPathsLieInTheFolder() throws IOException {
        Map<String, String> given =
                Map.of("EGPO_STEPS", "5", "EGPO_DATA", "settings/EGPO_DATA/d.jsonl", "PATH", "/evil");
        Map<String, String> all =
                new SharedNotebook(folder, notebook, given, Map.of()).environment(datasets.getParent());
        assertEquals("5", all.get("EGPO_STEPS"));
        assertEquals(folder.resolve("settings/EGPO_DATA/d.jsonl").toString(), all.get("EGPO_DATA"));
        assertFalse(all.containsKey("PATH"));
    }

    @Test
    void whatIsNoSharedNotebookIsRefused() throws IOException {
        Files.writeString(notebook, text.replace("./egpo run", "EGPO_STEPS=7 ./egpo run"));
        assertTrue(refusal(() -> SharedNotebook.pack(notebook, datasets, folder.resolve("n.zip")))
                .contains("was run by \"EGPO_STEPS=7 ./egpo run\""));
        Files.writeString(notebook, "{\"cells\": []}");
        assertTrue(refusal(() -> SharedNotebook.pack(notebook, datasets, folder.resolve("n.zip")))
                .contains("shows no provenance card"));
        assertTrue(refusal(() -> SharedNotebook.open(zip("../evil.txt"), folder.resolve("open")))
                .contains("../evil.txt leads outside"));
        assertFalse(Files.exists(folder.resolve("evil.txt")));
        assertTrue(refusal(() -> SharedNotebook.open(zip("a.txt"), folder.resolve("open")))
                .contains("has no manifest.json"));
    }

    private Path zip(String entry) throws IOException {
        Path file = folder.resolve("made.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(1);
        }
        return file;
    }

    private static String refusal(org.junit.jupiter.api.function.Executable pack) {
        return assertThrows(IOException.class, pack).getMessage();
    }
}
