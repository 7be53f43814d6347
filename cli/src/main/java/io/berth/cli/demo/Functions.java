package io.berth.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Two functions, one in Node and one in Python: deployed from a file each, and invoked cold and warm. */
final class Functions {

    /** What a function's first and later requests took, as the caller saw it, in milliseconds. */
    record Speed(String runtime, String firstStart, double firstMs, double warmMs) {}

    private record Sample(String name, String runtime, String file, String handler) {}

    private static final List<Sample> SAMPLES = List.of(
            new Sample(Stage.NAME + "-node", "nodejs24.x", "index.mjs", "index.handler"),
            new Sample(Stage.NAME + "-python", "python3.13", "app.py", "app.handler"));
    private static final int WARM_REQUESTS = 20;

    private final Api api;
    private final Narrator narrator;

    Functions(Api api, Narrator narrator) {
        this.api = api;
        this.narrator = narrator;
    }

    /** @param sources directory of their files */
    void deploy(Path sources) {
        SAMPLES.forEach(sample -> deploy(sample, sources));
    }

    List<Speed> invoke() {
        return SAMPLES.stream().map(this::invoke).toList();
    }

    static List<String> names() {
        return SAMPLES.stream().map(Sample::name).toList();
    }

    private void deploy(Sample sample, Path sources) {
        if (api.find("function", "/v1/functions/" + sample.name()).isPresent()) {
            narrator.say("function %s is there already", sample.name());
            return;
        }
        String zip = Base64.getEncoder().encodeToString(zip(sources.resolve(sample.file())));
        api.post(
                "function",
                "/v1/functions",
                Map.of(
                        "name", sample.name(),
                        "runtime", sample.runtime(),
                        "handler", sample.handler(),
                        "memoryMb", 128,
                        "timeout", "5s",
                        "code", Map.of("zip", zip)));
        narrator.say("function %s on %s", sample.name(), sample.runtime());
    }

    private Speed invoke(Sample sample) {
        narrator.say("invoking %s", sample.name());
        Api.Answer first = call(sample);
        narrator.detail("answered %s", first.text().strip());
        List<Double> later = new ArrayList<>();
        for (int request = 0; request < WARM_REQUESTS; request++) {
            later.add(call(sample).milliseconds());
        }
        later.sort(null);
        var speed = new Speed(
                sample.runtime(), first.header("Berth-Start"), first.milliseconds(), later.get(later.size() / 2));
        narrator.detail(
                "first request %s in %.1f ms, the next %d warm in %.1f ms (median)",
                speed.firstStart(), speed.firstMs(), WARM_REQUESTS, speed.warmMs());
        return speed;
    }

    private Api.Answer call(Sample sample) {
        Api.Answer answer =
                api.exchange("function", "/v1/functions/" + sample.name() + "/invocations", Map.of("name", "Berth"));
        if (!answer.header("Berth-Function-Error").isEmpty()) {
            throw new IllegalStateException("The function " + sample.name() + " failed: " + answer.text());
        }
        return answer;
    }

    private static byte[] zip(Path file) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
            Files.copy(file, zip);
            zip.closeEntry();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The function's source cannot be read: " + unreadable, unreadable);
        }
        return bytes.toByteArray();
    }
}
