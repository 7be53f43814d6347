package io.berth.cli.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;

/**
 * A directory with one secret per file, mode 0400. A file appears whole or not at all: it is written beside, forced to
 * disk and renamed, so that a crash leaves either the old value or the new one.
 */
public final class SecretDirectory {
    private static final String HALF_WRITTEN = ".half-written";

    private final Path directory;

    public SecretDirectory(Path directory) {
        this.directory = directory;
    }

    /** The secret's text, or nothing if it was never written or is empty. */
    public Optional<String> read(String name) {
        try {
            var text = Files.readString(directory.resolve(name));
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (java.nio.file.NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read secret " + name + " in " + directory, e);
        }
    }

    /** Writes the secret unless it already has this value. Says whether it wrote. */
    boolean write(String name, String text) {
        if (read(name).filter(text::equals).isPresent()) {
            return false;
        }
        try {
            replace(directory.resolve(name), text);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write secret " + name + " in " + directory, e);
        }
    }

    private void replace(Path file, String text) throws IOException {
        var beside = directory.resolve(HALF_WRITTEN);
        Files.deleteIfExists(beside);
        var ownerReads = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------"));
        var create = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(beside, create, ownerReads)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        try (var parent = FileChannel.open(directory, StandardOpenOption.READ)) {
            parent.force(true);
        }
    }
}
