package io.berth.balancer.haproxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;

/** The directory that a balancer's HAProxy and Berth share. */
public final class ProxyFiles {
    static final String STATS_SOCKET = "stats.sock";
    static final String MASTER_SOCKET = "master.sock";
    static final String SERVERS_STATE = "servers.state";
    static final String CONFIG = "haproxy.cfg";
    static final String REFUSED = "haproxy.cfg.refused";

    private final Path directory;

    public ProxyFiles(Path directory) {
        this.directory = directory;
    }

    public Path statsSocket() {
        return directory.resolve(STATS_SOCKET);
    }

    public Path masterSocket() {
        return directory.resolve(MASTER_SOCKET);
    }

    public Path config() {
        return directory.resolve(CONFIG);
    }

    /** Makes the directory; its group may write, because HAProxy's master makes its sockets there. */
    public void prepare() throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwx---"));
    }

    public Optional<String> readConfig() throws IOException {
        try {
            return Optional.of(Files.readString(config()));
        } catch (NoSuchFileException first) {
            return Optional.empty();
        }
    }

    /** Replaces the file in one step; writes nothing when it is the same. @return whether it was written */
    public boolean writeConfig(String text) throws IOException {
        if (readConfig().filter(text::equals).isPresent()) {
            return false;
        }
        replace(CONFIG, text);
        return true;
    }

    public void writeServersState(String text) throws IOException {
        replace(SERVERS_STATE, text);
    }

    /** Keeps a file that HAProxy did not take, for the user to read. */
    public void keepRefused(String text) throws IOException {
        replace(REFUSED, text);
    }

    /** Removes everything. */
    public void delete() throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private void replace(String name, String text) throws IOException {
        var fresh = Files.createTempFile(directory, name, ".new");
        Files.writeString(fresh, text);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r-----"));
        Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
