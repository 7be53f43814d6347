package io.berth.image.blob;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The files behind blobs and uploads. An upload's file becomes the blob's file where it lies: nothing is moved or
 * copied, so a stored path is right before, during and after the commit that makes it a blob.
 */
@Startup
@ApplicationScoped
public class BlobFiles {
    private static final int BUFFER = 128 * 1024;

    private final Path root;

    BlobFiles(BlobsConfig config) {
        this.root = config.directory();
    }

    /** All directories are made at start, so that storing a blob has one directory to sync, not three. */
    @PostConstruct
    void prepare() {
        try {
            Files.createDirectories(root);
            for (int i = 0; i < 256; i++) {
                Files.createDirectories(root.resolve(String.format("%02x", i)));
            }
            sync(root);
        } catch (IOException e) {
            throw new UncheckedIOException("berth.blobs.directory cannot be written: " + root, e);
        }
    }

    /** A path for an upload, never used before. */
    public static String pathFor(UUID upload) {
        var text = upload.toString();
        return text.substring(text.length() - 2) + "/" + text;
    }

    /** The file itself, for reading. */
    public Path file(String path) {
        return root.resolve(path);
    }

    /**
     * Opens an upload's file for bytes after {@code offset}. What a crash left behind it is cut off.
     *
     * @throws NoSuchFileException when the file is shorter than that: its bytes are lost
     */
    public Appender appendAt(String path, long offset) throws IOException {
        var channel = FileChannel.open(root.resolve(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.size() < offset) {
                throw new NoSuchFileException(path);
            }
            channel.truncate(offset);
            channel.position(offset);
            return new Appender(channel, offset);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Feeds a whole file to a hash. */
    public void hash(String path, MessageDigest hash) throws IOException {
        var buffer = new byte[BUFFER];
        try (var in = Files.newInputStream(root.resolve(path))) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                hash.update(buffer, 0, n);
            }
        }
    }

    /** Returns once the file and its name have reached the disk. */
    public void sync(String path) throws IOException {
        var file = root.resolve(path);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        sync(file.getParent());
    }

    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes a file that may be gone already. */
    public void delete(String path) {
        try {
            Files.deleteIfExists(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Paths of files last written before an instant. */
    List<String> olderThan(Instant limit) throws IOException {
        var old = new ArrayList<String>();
        try (var directories = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (var directory : directories) {
                try (var files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
                    for (var file : files) {
                        if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                            old.add(root.relativize(file).toString());
                        }
                    }
                }
            }
        }
        return old;
    }

    /** Writes after what is there, and knows how far it got even when the sender went away. */
    public static final class Appender implements AutoCloseable {
        private final FileChannel channel;
        private long position;

        private Appender(FileChannel channel, long position) {
            this.channel = channel;
            this.position = position;
        }

        /**
         * Until the end of the stream; each byte is hashed on its way.
         *
         * @throws BrokenBodyException when the stream, not the disk, failed
         */
        public void append(InputStream body, MessageDigest hash) throws IOException {
            var bytes = new byte[BUFFER];
            for (int n = read(body, bytes); n >= 0; n = read(body, bytes)) {
                var buffer = ByteBuffer.wrap(bytes, 0, n);
                while (buffer.hasRemaining()) {
                    int written = channel.write(buffer);
                    position += written;
                }
                hash.update(bytes, 0, n);
            }
        }

        private static int read(InputStream body, byte[] into) throws BrokenBodyException {
            try {
                return body.read(into);
            } catch (IOException e) {
                throw new BrokenBodyException(e);
            }
        }

        /** Bytes in the file so far. */
        public long position() {
            return position;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
