package io.berth.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.berth.cli.demo.load.Load;
import io.berth.cli.demo.load.Tally;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** The group under load: some, much until it has grown, little until it has shrunk. */
final class Performance {

    static final int QUIET_RATE = 30;
    static final int PEAK_RATE = 250;

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final Duration REPORT = Duration.ofSeconds(5);
    private static final Duration PEAK_HELD = Duration.ofSeconds(10);

    private final Api api;
    private final Narrator narrator;
    private final Tally tally;

    Performance(Api api, Narrator narrator, Tally tally) {
        this.api = api;
        this.narrator = narrator;
        this.tally = tally;
    }

    void awaitReady() throws InterruptedException {
        narrator.say("waiting for %d instances that answer their health check …", Stage.MIN);
        await("the group has its " + Stage.MIN + " instances in service", inService -> inService >= Stage.MIN);
        narrator.say("%d instances in service", inService());
    }

    /** Sends much until the policy has made enough instances; returns how many that are. */
    int grow(Load load) throws InterruptedException {
        int enough = Math.min(Stage.MAX, Math.ceilDiv(PEAK_RATE, Stage.PER_TARGET));
        narrator.say("peak: %d requests per second", PEAK_RATE);
        load.rate(PEAK_RATE);
        await("the group has grown to " + enough, inService -> inService >= enough);
        narrator.say(
                "scaled out: %d instances in service; holding the peak for %d s", inService(), PEAK_HELD.toSeconds());
        Map<String, Long> before = tally.byInstance();
        Thread.sleep(PEAK_HELD);
        answered(before);
        return inService();
    }

    void shrink(Load load) throws InterruptedException {
        narrator.say("the peak is over: %d requests per second", QUIET_RATE);
        load.rate(QUIET_RATE);
        await("the group has shrunk to " + Stage.MIN, inService -> inService <= Stage.MIN);
        await("the others have been drained and stopped", ignored -> running() <= Stage.MIN);
        narrator.say("scaled in: %d instances in service, the others drained and gone", inService());
    }

    /** Says how the answers of the last seconds were spread. */
    private void answered(Map<String, Long> before) {
        Map<String, Long> since = new TreeMap<>(tally.byInstance());
        before.forEach((instance, answers) -> since.merge(instance, -answers, Long::sum));
        since.values().removeIf(answers -> answers == 0);
        since.forEach((instance, answers) -> narrator.detail("%s answered %d", instance, answers));
    }

    private void await(String what, IntPredicate enough) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long nextReport = System.nanoTime() + REPORT.toNanos();
        while (!enough.test(inService())) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Gave up after " + PATIENCE.toSeconds() + " s: not yet true that "
                        + what + ". " + state() + " See GET /v1/groups/" + Stage.NAME + "/activities.");
            }
            if (System.nanoTime() > nextReport) {
                narrator.detail("%s", state());
                nextReport = System.nanoTime() + REPORT.toNanos();
            }
            Thread.sleep(GLANCE);
        }
    }

    private String state() {
        Map<String, Integer> counts = new TreeMap<>();
        instances().forEach(one -> counts.merge(one.path("status").asText(), 1, Integer::sum));
        return "instances " + counts + ", " + tally.requests() + " requests, " + tally.failed() + " failed";
    }

    private int inService() {
        return (int) count("IN_SERVICE");
    }

    private long running() {
        return instances().size() - count("TERMINATED");
    }

    private long count(String status) {
        long found = 0;
        for (JsonNode instance : instances()) {
            found += status.equals(instance.path("status").asText()) ? 1 : 0;
        }
        return found;
    }

    private JsonNode instances() {
        return api.get("scaler", "/v1/groups/" + Stage.NAME + "/instances?limit=500")
                .path("items");
    }
}
