package io.berth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Services of the suite, made anew with something changed, until it is closed: then they are as they were. */
final class Composed implements AutoCloseable {

    private static final String FILE = "docker-compose.yml";

    private final List<String> services;
    private final Path change;

    /** @param yaml a Compose file that is laid over the suite's own */
    Composed(List<String> services, String yaml) {
        this.services = services;
        try {
            change = Files.createTempFile("berth-e2e-", ".yml");
            Files.writeString(change, yaml);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        try {
            up("--file", change.toString());
        } catch (AssertionError failure) {
            close();
            throw failure;
        }
    }

    private void up(String... more) {
        List<String> command = new ArrayList<>(List.of(
                "docker", "compose", "--file", Checkout.root().resolve(FILE).toString()));
        command.addAll(List.of(more));
        command.addAll(List.of("up", "--detach", "--no-deps", "--no-build", "--wait"));
        command.addAll(services);
        Commands.run(command.toArray(String[]::new));
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
