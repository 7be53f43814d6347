package io.berth.image.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.image.access.BuildGrant;
import io.berth.image.access.BuildTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;

/** What a build's client may do at the registry: what whoever asked for the build may, and only until it ends. */
@ApplicationScoped
class BuildLogins {
    /** Of the token beyond the build's own time: clocks differ. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final BuildTokens tokens;
    private final BuildsConfig config;
    private final ObjectMapper json;

    BuildLogins(BuildTokens tokens, BuildsConfig config, ObjectMapper json) {
        this.tokens = tokens;
        this.config = config;
        this.json = json;
    }

    /** The name that the engine gives the image: in the target's repository, under a tag of this build alone. */
    String reference(Build build) {
        return config.registryAddress() + "/" + build.repository() + ":" + build.carrier();
    }

    /** Writes {@code config.json} into a directory that becomes the client's {@code DOCKER_CONFIG}. */
    void write(Build build, Path directory) throws IOException {
        var grant = new BuildGrant(build.id(), build.carrier(), build.tag(), build.origin());
        var token = tokens.sign(
                build.rights(), build.repository(), grant, config.timeout().plus(MARGIN));
        var login = Map.of("auths", Map.of(config.registryAddress(), Map.of("registrytoken", token)));
        var file = Files.createFile(
                directory.resolve("config.json"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, json.writeValueAsBytes(login), StandardOpenOption.WRITE);
    }
}
