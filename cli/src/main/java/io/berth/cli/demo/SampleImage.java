package io.berth.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The sample app's image: its sources go to the build API, and Berth's registry has it afterwards. */
final class SampleImage {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final List<String> SOURCES = List.of("Dockerfile", "nginx.conf", "visits.js");

    private final Api api;
    private final Narrator narrator;

    SampleImage(Api api, Narrator narrator) {
        this.api = api;
        this.narrator = narrator;
    }

    /**
     * Builds the image and waits for it.
     *
     * @param sources directory with a Dockerfile
     * @param tag {@code default/berth-demo:1}
     * @param base image that the Dockerfile begins with
     * @throws IllegalStateException when the build fails or takes longer than five minutes; says the failing step
     */
    void build(Path sources, String tag, String base) throws InterruptedException {
        JsonNode build = api.upload(
                "image",
                "/v1/builds",
                Map.of("tag", tag, "buildArgs", "{\"BASE\":\"" + base + "\"}"),
                "context",
                tar(sources));
        String path = "/v1/builds/" + build.path("id").asText();
        narrator.say("build %s of a small web app, as %s …", build.path("id").asText(), tag);
        long end = System.nanoTime() + PATIENCE.toNanos();
        String status = build.path("status").asText();
        while (List.of("QUEUED", "RUNNING").contains(status)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The build is still " + status + " after " + PATIENCE.toMinutes()
                        + " minutes. See GET " + path + "/log at the image service.");
            }
            Thread.sleep(GLANCE);
            build = api.get("image", path);
            status = build.path("status").asText();
        }
        if (!status.equals("SUCCEEDED")) {
            throw new IllegalStateException("The build ended as " + status + ": "
                    + build.path("statusReason").asText() + " See GET " + path + "/log at the image service.");
        }
        narrator.say("built and pushed: %s", build.path("imageDigest").asText());
    }

    private static byte[] tar(Path sources) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (String name : SOURCES) {
                byte[] content = Files.readAllBytes(sources.resolve(name));
                var entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
            tar.finish();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The sample app's sources cannot be read: " + unreadable, unreadable);
        }
        return bytes.toByteArray();
    }
}
