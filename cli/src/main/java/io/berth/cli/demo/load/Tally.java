package io.berth.cli.demo.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts who answered what. The sample app answers {@code {"instance": "<host name>", "request": "<id>"}}. */
public final class Tally implements Consumer<Exchange> {

    private static final Pattern INSTANCE = Pattern.compile("\"instance\":\"([^\"]*)\"");
    private static final int FAILURES_TOLD = 10;

    private final Map<String, Long> byInstance = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<Long> nanos = new ArrayList<>();
    private long requests;
    private long failed;

    @Override
    public synchronized void accept(Exchange exchange) {
        requests++;
        if (exchange.succeeded()) {
            nanos.add(exchange.nanos());
            byInstance.merge(instance(exchange.body()), 1L, Long::sum);
            return;
        }
        failed++;
        if (failures.size() < FAILURES_TOLD) {
            String reason = exchange.failure() == null ? "status " + exchange.status() : exchange.failure();
            failures.add(exchange.requestId() + " after " + exchange.nanos() / 1_000_000 + " ms: " + reason);
        }
    }

    public synchronized long requests() {
        return requests;
    }

    public synchronized long failed() {
        return failed;
    }

    /** The first few failures, in words. */
    public synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** Answers per instance so far. */
    public synchronized Map<String, Long> byInstance() {
        return new TreeMap<>(byInstance);
    }

    /** Latency in milliseconds that this share (0 to 1) of the answers did not exceed; 0 without answers. */
    public synchronized double latencyMs(double share) {
        if (nanos.isEmpty()) {
            return 0;
        }
        List<Long> sorted = nanos.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1) / 1e6;
    }

    static String instance(String body) {
        Matcher found = INSTANCE.matcher(body);
        return found.find() ? found.group(1) : "?";
    }
}
