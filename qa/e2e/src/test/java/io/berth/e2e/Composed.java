package io.berth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One service of the suite, made anew with something changed, until it is closed: then it is as it was. */
final class Composed implements AutoCloseable {

    private static final String FILE = "docker-compose.yml";

    private final String service;
    private final Path change;

    /** @param yaml a Compose file that is laid over the suite's own */
    Composed(String service, String yaml) {
        this.service = service;
        try {
            change = Files.createTempFile("berth-e2e-", ".yml");
            Files.writeString(change, yaml);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        up("--file", change.toString());
    }

    private void up(String... more) {
        String[] begin = {
            "docker", "compose", "--file", Checkout.root().resolve(FILE).toString()
        };
        String[] end = {"up", "--detach", "--no-deps", "--no-build", "--wait", service};
        String[] command = new String[begin.length + more.length + end.length];
        System.arraycopy(begin, 0, command, 0, begin.length);
        System.arraycopy(more, 0, command, begin.length, more.length);
        System.arraycopy(end, 0, command, begin.length + more.length, end.length);
        Commands.run(command);
    }

    @Override
    public void close() {
        up();
        try {
            Files.delete(change);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
