package io.berth.function.function;

import io.berth.function.FunctionConfig;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Looks at an archive by its central directory before it is kept. An instance that unpacks it is held to the room of its
 * {@code tmpfs} besides, whatever the directory claims.
 */
@ApplicationScoped
class Archive {
    private static final int MOST_ENTRIES = 10_000;
    private static final long MOST_UNPACKED = 200L * 1024 * 1024;

    private final long limit;

    Archive(FunctionConfig config) {
        this.limit = config.limits().code().asLongValue();
    }

    /** @throws ProblemException 413 or 422, with what is wrong */
    Code require(byte[] zip) {
        if (zip == null || zip.length == 0) {
            throw ProblemException.invalidField("code", "a zip archive is needed");
        }
        if (zip.length > limit) {
            throw new ProblemException(
                    FunctionError.FUNCTION_CODE_TOO_LARGE, "The archive may have %d bytes at most.".formatted(limit));
        }
        try (var archive = ZipFile.builder().setByteArray(zip).get()) {
            var entries = Collections.list(archive.getEntries());
            check(entries);
            if (!entries.stream().allMatch(archive::canReadEntryData)) {
                throw invalid("an entry is encrypted, or packed in a way that runtimes do not know");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw invalid("it is no zip archive").causedBy(e);
        }
        return Code.of(zip);
    }

    private static void check(List<ZipArchiveEntry> entries) {
        if (entries.stream().allMatch(ZipArchiveEntry::isDirectory)) {
            throw invalid("it has no file");
        }
        if (entries.size() > MOST_ENTRIES) {
            throw invalid("it has more than %d entries".formatted(MOST_ENTRIES));
        }
        if (entries.stream().mapToLong(entry -> Math.max(0, entry.getSize())).sum() > MOST_UNPACKED) {
            throw invalid("it has more than %d bytes unpacked".formatted(MOST_UNPACKED));
        }
        if (!entries.stream().allMatch(entry -> inside(entry.getName()))) {
            throw invalid("an entry lies outside of it");
        }
    }

    private static boolean inside(String name) {
        return !name.isEmpty()
                && !name.startsWith("/")
                && name.indexOf('\0') < 0
                && name.indexOf('\\') < 0
                && List.of(name.split("/")).stream().noneMatch(".."::equals);
    }

    private static ProblemException invalid(String reason) {
        return new ProblemException(FunctionError.FUNCTION_CODE_INVALID, "The code cannot be used: " + reason + ".");
    }
}
