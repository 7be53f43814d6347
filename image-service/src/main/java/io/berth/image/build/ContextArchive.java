package io.berth.image.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.berth.web.ProblemException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.commons.io.output.ProxyOutputStream;

/** The tar archive that a build works on: checked before anything is made of it. */
final class ContextArchive {
    private static final int LARGEST_DOCKERFILE = 1024 * 1024;
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private ContextArchive() {}

    /**
     * Copies what a client sends to a file.
     *
     * @throws IOException when it cannot be read
     * @throws UncheckedIOException when it cannot be written
     */
    static long store(InputStream from, Path to, long limit) throws IOException {
        try (var bounded = bounded(from, limit);
                var file = DiskOutput.to(to)) {
            long bytes = bounded.transferTo(file);
            requireWithin(bytes, limit);
            return bytes;
        }
    }

    /** An archive of nothing but a Dockerfile. */
    static long ofDockerfile(String text, Path to) throws IOException {
        var content = text.getBytes(UTF_8);
        try (var tar = new TarArchiveOutputStream(Files.newOutputStream(to))) {
            var entry = new TarArchiveEntry("Dockerfile");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return Files.size(to);
    }

    /**
     * Reads the whole archive.
     *
     * @param limit bytes of it, unpacked
     * @return the Dockerfile's text
     * @throws ProblemException when it is no tar archive, too large, or has no such Dockerfile
     */
    static String dockerfile(Path archive, String path, long limit) throws IOException {
        String found;
        try (var bounded = bounded(unpacked(archive), limit)) {
            found = find(bounded, path, limit);
        }
        if (found == null) {
            throw new ProblemException(
                    BuildError.BUILD_DOCKERFILE_MISSING,
                    "The context has no file " + path + ".",
                    "Name the Dockerfile's path within the archive in the field dockerfile.");
        }
        return found;
    }

    /** Null when it is not there. Reads to the end even when it is, to know the rest. */
    private static String find(BoundedInputStream archive, String path, long limit) {
        String found = null;
        int entries = 0;
        try {
            var tar = new TarArchiveInputStream(archive);
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries++;
                if (entry.isFile() && path(entry).equals(path)) {
                    found = new String(tar.readNBytes(LARGEST_DOCKERFILE), UTF_8);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            requireWithin(archive.getCount(), limit);
            throw invalid("it is neither tar nor gzipped tar").causedBy(e);
        }
        requireWithin(archive.getCount(), limit);
        if (entries == 0) {
            throw invalid("it has no entries");
        }
        return found;
    }

    /** The client has no part in what goes wrong here. */
    private static final class DiskOutput extends ProxyOutputStream {
        private DiskOutput(OutputStream file) {
            super(file);
        }

        static DiskOutput to(Path path) {
            try {
                return new DiskOutput(Files.newOutputStream(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        protected void handleIOException(IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BoundedInputStream bounded(InputStream in, long limit) throws IOException {
        return BoundedInputStream.builder()
                .setInputStream(in)
                .setMaxCount(limit + 1)
                .get();
    }

    private static InputStream unpacked(Path archive) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(archive), 64 * 1024);
        in.mark(GZIP.length);
        var first = in.readNBytes(GZIP.length);
        in.reset();
        try {
            return Arrays.equals(first, GZIP) ? new GZIPInputStream(in, 64 * 1024) : in;
        } catch (IOException broken) {
            in.close();
            throw invalid("it begins like a gzipped tar and is none").causedBy(broken);
        }
    }

    private static String path(TarArchiveEntry entry) {
        return entry.getName().replaceFirst("^(\\./)+", "");
    }

    private static void requireWithin(long bytes, long limit) {
        if (bytes > limit) {
            throw new ProblemException(
                    BuildError.BUILD_CONTEXT_TOO_LARGE,
                    "The context has more than %d bytes.".formatted(limit),
                    "Leave out what the image does not need, with a .dockerignore where the archive is made.");
        }
    }

    private static ProblemException invalid(String reason) {
        return new ProblemException(BuildError.BUILD_CONTEXT_INVALID, "The context cannot be used: " + reason + ".");
    }
}
