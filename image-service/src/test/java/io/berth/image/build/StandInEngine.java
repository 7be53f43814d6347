package io.berth.image.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.image.Registry;
import io.berth.image.buildx.BuildEngine;
import io.berth.image.buildx.BuildException;
import io.berth.image.buildx.BuildListener;
import io.berth.image.buildx.BuildOrder;
import io.berth.image.buildx.FailedStep;
import io.berth.image.buildx.StopSignal;
import io.berth.image.oci.MediaTypes;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes no images, but pushes one over HTTP with the login that it is given, as the engine does. A Dockerfile tells it
 * what to do by its lines: {@code RUN fail}, {@code RUN wait}, {@code RUN unpushable}, {@code FROM <image>}.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class StandInEngine implements BuildEngine {
    private final Set<String> images = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch door = new CountDownLatch(1);
    private volatile String lastToken;
    private volatile BuildOrder lastOrder;
    private volatile Path lastConfig;

    /** Builds that wait go on, and those to come wait for the next time. */
    void open() {
        var opened = door;
        door = new CountDownLatch(1);
        opened.countDown();
    }

    Set<String> images() {
        return images;
    }

    String lastToken() {
        return lastToken;
    }

    BuildOrder lastOrder() {
        return lastOrder;
    }

    Path lastConfig() {
        return lastConfig;
    }

    @Override
    public String platform() {
        return "linux/amd64";
    }

    @Override
    public void build(BuildOrder order, Path config, BuildListener listener, StopSignal stop) throws BuildException {
        lastOrder = order;
        lastConfig = config;
        lastToken = token(config);
        listener.lines(List.of("#1 building"));
        for (var line : order.dockerfileText().lines().toList()) {
            if (line.startsWith("FROM ")) {
                listener.named("[internal] load metadata for " + line.substring(5));
            }
            requireGoingOn(stop);
            if (line.equals("RUN wait")) {
                listener.lines(List.of("#2 waiting"));
                waitUntilOpened(stop);
            }
            if (line.equals("RUN fail")) {
                throw new BuildException("no", new FailedStep("[2/2] RUN fail", 2, 7, "no", "last words"));
            }
        }
        images.add(order.reference());
    }

    private void waitUntilOpened(StopSignal stop) throws BuildException {
        var mine = door;
        try {
            while (!mine.await(20, TimeUnit.MILLISECONDS)) {
                requireGoingOn(stop);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BuildException(BuildException.Kind.ENGINE, "interrupted");
        }
    }

    private static void requireGoingOn(StopSignal stop) throws BuildException {
        if (stop.reason().isPresent()) {
            throw new BuildException(BuildException.Kind.BUILD, "killed");
        }
    }

    private static String token(Path config) throws BuildException {
        try {
            return new ObjectMapper()
                    .readTree(config.resolve("config.json").toFile())
                    .findValue("registrytoken")
                    .asText();
        } catch (IOException e) {
            throw new BuildException(BuildException.Kind.ENGINE, "no login: " + e);
        }
    }

    @Override
    public String push(String reference, Path config, BuildListener listener, StopSignal stop) throws BuildException {
        if (lastOrder.dockerfileText().contains("RUN unpushable")) {
            throw new BuildException(BuildException.Kind.PUSH, "the registry hung up");
        }
        var name = reference.substring(reference.indexOf('/') + 1, reference.lastIndexOf(':'));
        var tag = reference.substring(reference.lastIndexOf(':') + 1);
        var token = token(config);
        var blob = Registry.bytes(100);
        var uploaded = Registry.sendTo(
                "POST",
                "/v2/" + name + "/blobs/uploads/?digest=" + Registry.sha256(blob),
                BodyPublishers.ofByteArray(blob),
                token);
        var manifest =
                "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/x-c\",\"digest\":\"%s\",\"size\":100},\"layers\":[]}"
                        .formatted(Registry.sha256(blob))
                        .getBytes(UTF_8);
        var put = Registry.sendTo(
                "PUT",
                "/v2/" + name + "/manifests/" + tag,
                BodyPublishers.ofByteArray(manifest),
                token,
                "Content-Type",
                MediaTypes.OCI_MANIFEST);
        if (uploaded.statusCode() != 201 || put.statusCode() != 201) {
            throw new BuildException(BuildException.Kind.PUSH, Registry.text(put));
        }
        listener.lines(List.of("pushed"));
        return Registry.sha256(manifest);
    }

    @Override
    public void remove(String reference) {
        images.remove(reference);
    }

    /** Whether anything of the client is left. */
    boolean nothingLeft() {
        return images.isEmpty() && (lastConfig == null || Files.notExists(lastConfig));
    }
}
