package io.berth.image.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/** The directory of each build: its context, its Dockerfile and the values of its arguments, its log. */
@ApplicationScoped
class BuildFiles {
    private static final String CONTEXT = "context.tar";
    private static final String INPUT = "input.json";
    private static final String LOG = "log";

    private final BuildsConfig config;
    private final ObjectMapper json;

    BuildFiles(BuildsConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    /** Makes the directory; nobody else on the host may look into it. */
    Path create(String id) {
        try {
            Files.createDirectories(config.directory());
            return Files.createDirectory(
                    directory(id), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("berth.builds.directory cannot be written: " + config.directory(), e);
        }
    }

    private Path directory(String id) {
        return config.directory().resolve(id);
    }

    Path context(String id) {
        return directory(id).resolve(CONTEXT);
    }

    Path log(String id) {
        return directory(id).resolve(LOG);
    }

    /**
     * What a build needs besides its context.
     *
     * @param dockerfile its text
     */
    record Input(Map<String, String> arguments, String dockerfile) {}

    void keepInput(String id, Input input) throws IOException {
        json.writeValue(directory(id).resolve(INPUT).toFile(), input);
    }

    Input input(String id) throws IOException {
        return json.readValue(directory(id).resolve(INPUT).toFile(), Input.class);
    }

    /** Once a build has ended only its log is kept. */
    void forgetInput(String id) {
        FileUtils.deleteQuietly(context(id).toFile());
        FileUtils.deleteQuietly(directory(id).resolve(INPUT).toFile());
    }

    void forget(String id) {
        FileUtils.deleteQuietly(directory(id).toFile());
    }

    /** Builds that have a directory made before this instant. */
    List<String> olderThan(Instant limit) throws IOException {
        if (!Files.isDirectory(config.directory())) {
            return List.of();
        }
        try (var directories = Files.list(config.directory())) {
            return directories
                    .filter(directory -> lastModified(directory).isBefore(limit))
                    .map(directory -> directory.getFileName().toString())
                    .toList();
        }
    }

    private static Instant lastModified(Path directory) {
        try {
            return Files.getLastModifiedTime(directory).toInstant();
        } catch (IOException gone) {
            return Instant.MAX;
        }
    }

    /** A directory for one run of the client. */
    Path scratch(String id) throws IOException {
        Files.createDirectories(config.scratch());
        return Files.createTempDirectory(config.scratch(), id + "-");
    }

    /** Removes what clients of an earlier life of this process left. */
    void clearScratch() {
        FileUtils.deleteQuietly(config.scratch().toFile());
    }

    static void delete(Path scratch) {
        FileUtils.deleteQuietly(scratch.toFile());
    }
}
