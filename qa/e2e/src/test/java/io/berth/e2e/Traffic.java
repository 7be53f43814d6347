package io.berth.e2e;

import io.berth.cli.demo.load.Exchange;
import io.berth.cli.demo.load.Load;
import io.berth.cli.demo.load.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What a load's requests became, to be compared with what the targets logged. */
final class Traffic implements Consumer<Exchange> {

    private final Tally tally = new Tally();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> wrongAnswers = ConcurrentHashMap.newKeySet();

    @Override
    public void accept(Exchange exchange) {
        sent.add(exchange.requestId());
        tally.accept(exchange);
        if (exchange.succeeded() && !exchange.body().contains("\"" + exchange.requestId() + "\"")) {
            wrongAnswers.add(exchange.requestId());
        }
    }

    /** Half a second of answers without a failure. */
    void awaitAnswers(Load load) {
        Eventually.within(60, "answers come again", () -> {
            long failed = tally.failed();
            long sent = load.sent();
            Eventually.within(10, "more requests", () -> load.sent() > sent + 30);
            return tally.failed() == failed;
        });
    }

    Tally tally() {
        return tally;
    }

    /** What does not fit: requests that failed, got another's answer, or were not logged by exactly one target. */
    List<String> disagreements(RequestLog log) {
        List<String> found = new ArrayList<>(tally.failures());
        wrongAnswers.forEach(id -> found.add(id + " got the answer of another request"));
        for (String id : sent) {
            int logged = log.instancesOf(id).size();
            if (logged != 1) {
                found.add(id + " was logged by " + logged + " targets " + log.instancesOf(id));
            }
        }
        log.requests().stream()
                .filter(id -> !sent.contains(id))
                .forEach(id -> found.add(id + " was logged but never sent"));
        return found.size() <= 20 ? found : found.subList(0, 20);
    }

    String summary() {
        return "%d requests, %d failed, p50 %.1f ms, p99 %.1f ms, max %.0f ms, by instance %s"
                .formatted(
                        tally.requests(),
                        tally.failed(),
                        tally.latencyMs(0.5),
                        tally.latencyMs(0.99),
                        tally.latencyMs(1),
                        tally.byInstance());
    }
}
