package io.berth.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.cli.demo.load.Load;
import io.berth.cli.demo.load.Tally;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code berth demo}: a group of containers behind a balancer, grown and shrunk under load, without losing a request. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Builds an image, runs it as a group behind a balancer, sends it load until it has grown, lets it shrink,",
            "invokes functions, and shows what happened. Addresses come from BERTH_<SERVICE>_URL, the token from standard input or BERTH_TOKEN."
        })
public final class Demo implements Callable<Integer> {

    /** What a summary is printed as. */
    enum Output {
        TEXT,
        JSON
    }

    private static final List<String> NEEDED = List.of("image", "network", "balancer", "scaler", "console");
    private static final List<String> ALL =
            List.of("image", "network", "volume", "balancer", "scaler", "function", "console");
    private static final int CONNECTIONS = 16;
    private static final int FRESH_CONNECTIONS = 2;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--image",
            defaultValue = "default/berth-demo:1",
            description = "Name of the image in Berth's registry (${DEFAULT-VALUE}).")
    private String image;

    @Option(
            names = "--port",
            defaultValue = "8088",
            description = "Port of the listener, or the next free one (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--clean", description = "Remove what the demo made.")
    private boolean clean;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "text or json (${DEFAULT-VALUE}).")
    private Output output;

    @Option(
            names = "--sources",
            defaultValue = "/opt/berth/demo",
            description = "Directory of the sample app and functions (${DEFAULT-VALUE}).")
    private Path sources;

    @Option(
            names = "--base",
            defaultValue = "debian:trixie-slim",
            description = "Image that the sample app begins with (${DEFAULT-VALUE}).")
    private String base;

    @Option(names = "--token-stdin", description = "Read the token from standard input.")
    private boolean tokenFromInput;

    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final Tally tally = new Tally();
    private final Clock clock = Clock.systemUTC();
    private Narrator narrator;
    private Api api;

    @Override
    public Integer call() throws Exception {
        narrator = new Narrator(spec.commandLine().getErr());
        String traceId = UUID.randomUUID().toString().replace("-", "");
        api = new Api(addresses(), token(), traceId);
        List<String> missing = introduce();
        if (clean) {
            int removed = new Stage(api, narrator).clear();
            narrator.say(removed == 0 ? "there was nothing to remove" : "the demo's things are gone");
            return 0;
        }
        return perform(missing) ? 0 : 1;
    }

    private boolean perform(List<String> missing) throws Exception {
        Instant begin = clock.instant();
        int listening = prepare();
        var visits = new Visits(listening);
        // Without the volume each instance counts for itself, which says nothing.
        boolean counting = api.knows("volume");
        long before = counting ? visits.count() : 0;
        int most = underLoad(new Performance(api, narrator, tally), listening);
        Long counted = counting ? Long.valueOf(visits.count() - before - 1) : null;
        List<Functions.Speed> functions = List.of();
        if (api.knows("function")) {
            double invoke = narrator.seconds();
            functions = new Functions(api, narrator).invoke();
            step("functions invoked", invoke);
        }
        int facts = tellFacts(begin);
        seconds.put("all", narrator.seconds());
        boolean ok = tally.failed() == 0 && tally.requests() > 0 && (counted == null || counted == tally.requests());
        conclude(new Summary(
                ok,
                image,
                "http://127.0.0.1:" + listening + "/",
                seconds,
                most,
                tally.requests(),
                tally.failed(),
                latency(),
                tally.byInstance(),
                counted,
                functions,
                facts,
                missing));
        return ok;
    }

    /** Everything that is shown is there afterwards; the port on which the balancer listens. */
    private int prepare() throws Exception {
        double build = narrator.seconds();
        new SampleImage(api, narrator).build(sources, image, base);
        step("built and pushed", build);
        double make = narrator.seconds();
        if (api.knows("function")) {
            new Functions(api, narrator).deploy(sources.resolve("functions"));
        }
        int listening = new Stage(api, narrator).set(image, port);
        new Performance(api, narrator, tally).awaitReady();
        step("made and in service", make);
        return listening;
    }

    private Map<String, Double> latency() {
        var latency = new LinkedHashMap<String, Double>();
        latency.put("p50", tally.latencyMs(0.5));
        latency.put("p99", tally.latencyMs(0.99));
        latency.put("max", tally.latencyMs(1));
        return latency;
    }

    private int underLoad(Performance performance, int listening) throws InterruptedException {
        var target = new InetSocketAddress(InetAddress.getLoopbackAddress(), listening);
        var prefix = "demo-" + Long.toString(clock.millis(), 36) + "-";
        var plan = new Load.Plan(target, "/", CONNECTIONS, FRESH_CONNECTIONS, prefix);
        try (var load = new Load(plan, Performance.QUIET_RATE, tally)) {
            narrator.say(
                    "load on 127.0.0.1:%d: %d requests per second over %d connections, without retries",
                    listening, Performance.QUIET_RATE, CONNECTIONS + FRESH_CONNECTIONS);
            double grow = narrator.seconds();
            int most = performance.grow(load);
            step("scaled out under load", grow);
            double shrink = narrator.seconds();
            performance.shrink(load);
            step("scaled in under load", shrink);
            return most;
        }
    }

    /** Prints everything that the group's facts belong to, and returns how many there were. */
    private int tellFacts(Instant begin) {
        String group = api.get("scaler", "/v1/groups/" + Stage.NAME).path("id").asText();
        JsonNode first = api.get("console", "/v1/events?limit=1&subject=" + Api.encoded(group))
                .path("items")
                .path(0);
        if (first.isMissingNode()) {
            throw new IllegalStateException("The console knows no fact about the group " + group + ".");
        }
        JsonNode tree =
                api.get("console", "/v1/events/" + Api.encoded(first.path("id").asText()) + "/tree");
        int facts = FactPrinter.count(tree.path("roots"), begin);
        narrator.say("the facts that all of it caused (%d):", facts);
        FactPrinter.lines(tree, begin).forEach(line -> narrator.detail("%s", line));
        return facts;
    }

    private void conclude(Summary summary) throws IOException {
        tally.failures().forEach(failure -> narrator.say("FAILED %s", failure));
        narrator.say(summary.ok() ? "done, and no request was lost" : "done, but not every request was answered");
        if (output == Output.JSON) {
            spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(summary));
        } else {
            summary.table().forEach(spec.commandLine().getOut()::println);
            spec.commandLine()
                    .getOut()
                    .println("It keeps running at " + summary.url() + "; ./berth demo --clean removes it.");
        }
        spec.commandLine().getOut().flush();
    }

    /** Shows the services and returns those that are no part of this installation. */
    private List<String> introduce() throws InterruptedException {
        List<String> missing = new ArrayList<>();
        List<String> here = new ArrayList<>();
        for (String service : ALL) {
            if (!api.knows(service)) {
                missing.add(service);
            } else if (api.isReady(service)) {
                here.add(service);
            } else {
                throw new IllegalStateException("The " + service
                        + " service is not ready. Look at ./berth status and ./berth logs " + service + ".");
            }
        }
        narrator.say("services: %s", String.join(", ", here));
        if (!missing.isEmpty()) {
            narrator.detail("not part of this installation: %s", String.join(", ", missing));
        }
        if (!here.containsAll(NEEDED)) {
            throw new IllegalStateException("The demo needs " + String.join(", ", NEEDED)
                    + ". Set BERTH_<SERVICE>_URL for each, or use ./berth demo.");
        }
        return missing;
    }

    private void step(String name, double since) {
        seconds.put(name, narrator.seconds() - since);
    }

    private static Map<String, URI> addresses() {
        Map<String, URI> addresses = new LinkedHashMap<>();
        for (String service : ALL) {
            String address = System.getenv("BERTH_" + service.toUpperCase(Locale.ROOT) + "_URL");
            if (address != null && !address.isBlank()) {
                addresses.put(service, URI.create(address));
            }
        }
        return addresses;
    }

    /** A token in the environment of a container is shown to whoever may inspect it; standard input is not. */
    private String token() throws IOException {
        String token = tokenFromInput
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : System.getenv("BERTH_TOKEN");
        if (token == null || token.isBlank()) {
            throw new IllegalStateException("There is no token. Use ./berth demo, or BERTH_TOKEN=$(./berth token).");
        }
        return token.trim();
    }
}
