package io.berth.engine;

import java.util.Objects;

/** What the engine shows the registry when it pulls. */
public record RegistryCredentials(String username, String password) {

    public RegistryCredentials {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(password, "password");
    }

    /** Without the password: records end up in logs. */
    @Override
    public String toString() {
        return "RegistryCredentials[username=" + username + "]";
    }
}
