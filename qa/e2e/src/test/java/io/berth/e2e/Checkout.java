package io.berth.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources are: tests may be started in the checkout or in this module. */
final class Checkout {

    private Checkout() {}

    static Path root() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            if (Files.exists(up.resolve("docker-compose.yml"))) {
                return up;
            }
        }
        throw new IllegalStateException(
                "docker-compose.yml is not above " + Path.of("").toAbsolutePath());
    }
}
