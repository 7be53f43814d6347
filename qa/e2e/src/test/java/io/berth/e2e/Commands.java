package io.berth.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Programs of this machine, started with an argument list and never through a shell. */
final class Commands {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What a program said and how it ended. */
    record Result(int exit, String out, String err) {
        boolean ok() {
            return exit == 0;
        }
    }

    private Commands() {}

    /** Output of a program that must succeed. */
    static String run(String... command) {
        Result result = attempt("", command);
        if (!result.ok()) {
            throw new AssertionError(String.join(" ", command) + " ended with " + result.exit() + ": " + result.err());
        }
        return result.out().strip();
    }

    static Result attempt(String input, String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command)).start();
            var out = text(process.getInputStream());
            var err = text(process.getErrorStream());
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not end within " + PATIENCE);
            }
            return new Result(process.exitValue(), out.join(), err.join());
        } catch (IOException failure) {
            throw new IllegalStateException(String.join(" ", command) + " could not be started", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static CompletableFuture<String> text(InputStream stream) {
        return Background.supply(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException cut) {
                return "";
            }
        });
    }
}
