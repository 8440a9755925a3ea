package org.egpo.llm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Answers on disk, one small file each, named by the hash of the request. Files appear whole or not at all; one that does
 * not read counts as absent and is written again.
 */
record AnswerCache(Path folder) {
    @Nullable
    LlmReply get(String hash) {
        try {
            return ReplyJson.read(Files.readAllBytes(file(hash))).fromCache();
        } catch (NoSuchFileException | LlmException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("the cache " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    void put(String hash, LlmReply reply) {
        Path file = file(hash);
        try {
            Files.createDirectories(file.getParent());
            Path temporary = Files.createTempFile(file.getParent(), hash, ".part");
            try {
                Files.write(temporary, ReplyJson.bytes(ReplyJson.store(reply)));
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the cache " + folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    private Path file(String hash) {
        return folder.resolve(hash.substring(0, 2)).resolve(hash + ".json");
    }
}
