package io.berth.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The docker client with a configuration of its own, so that nobody's logins are touched. */
final class DockerClient {

    private final String configuration;

    DockerClient() {
        try {
            Path directory = Files.createTempDirectory("berth-e2e-docker");
            directory.toFile().deleteOnExit();
            configuration = directory.toString();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    DockerClient login(String token) {
        Commands.Result result = tryLogin(token);
        if (!result.ok()) {
            throw new AssertionError("docker login: " + result.err());
        }
        return this;
    }

    Commands.Result tryLogin(String token) {
        return Commands.attempt(
                token,
                "docker",
                "--config",
                configuration,
                "login",
                "--username",
                "berth",
                "--password-stdin",
                Suite.registry());
    }

    String run(String... arguments) {
        Commands.Result result = attempt(arguments);
        if (!result.ok()) {
            throw new AssertionError("docker " + String.join(" ", arguments) + ": " + result.err() + result.out());
        }
        return result.out().strip();
    }

    Commands.Result attempt(String... arguments) {
        String[] command = new String[arguments.length + 3];
        command[0] = "docker";
        command[1] = "--config";
        command[2] = configuration;
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return Commands.attempt("", command);
    }
}
