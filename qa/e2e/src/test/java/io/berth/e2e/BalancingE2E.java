package io.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.cli.demo.load.HttpConnection;
import io.berth.cli.demo.load.Load;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** How real traffic is shared out, to targets inside this JVM. */
@Order(3)
class BalancingE2E {

    private static final String NAME = "e2e-front";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ASKED = 400;

    /** Requests of a full round that may be missing or too many at either end. */
    private static final Offset<Integer> A_FEW = Offset.offset(12);

    @Test
    void weightedRoundRobinGivesEachTargetItsShareAndFollowsAChangedWeight() throws Exception {
        try (var one = new Backend("one");
                var other = new Backend("other");
                var front = new Front(NAME, "HTTP", "WEIGHTED_ROUND_ROBIN")) {
            var listener = front.listen("web");
            front.add("one", one.port(), 50);
            front.add("other", other.port(), 150);

            Front.ask(listener, ASKED);
            assertThat(one.served()).isCloseTo(ASKED / 4, A_FEW);
            assertThat(other.served()).isCloseTo(ASKED * 3 / 4, A_FEW);

            front.weigh("one", 150);
            front.weigh("other", 50);
            awaitShare(listener, one, other);
        }
    }

    @Test
    void weightedLeastConnectionsFillsTargetsInTheRatioOfTheirWeights() {
        try (var one = new Backend("one");
                var other = new Backend("other");
                var front = new Front(NAME, "HTTP", "WEIGHTED_LEAST_CONNECTIONS")) {
            var listener = front.listen("web");
            front.add("one", one.port(), 50);
            front.add("other", other.port(), 150);

            List<CompletableFuture<Integer>> waiting = new ArrayList<>();
            for (int i = 1; i <= 40; i++) {
                waiting.add(askHeld(listener));
                int sent = i;
                Eventually.within(20, "request " + i + " waits", () -> one.inFlight() + other.inFlight() == sent);
            }
            assertThat(one.inFlight()).isCloseTo(10, Offset.offset(1));
            assertThat(other.inFlight()).isCloseTo(30, Offset.offset(1));

            one.letGo();
            other.letGo();
            assertThat(waiting).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
        }
    }

    @Test
    void aTargetThatFailsItsChecksLeavesWithoutAFailedRequestAndComesBack() {
        var traffic = new Traffic();
        try (var sound = new Backend("sound");
                var sick = new Backend("sick");
                var front = new Front(NAME, "HTTP", "WEIGHTED_ROUND_ROBIN")) {
            var listener = front.listen("web");
            front.add("sound", sound.port(), 100);
            front.add("sick", sick.port(), 100);
            var plan = new Load.Plan(listener, "/", 8, 2, "sick-");
            try (var load = new Load(plan, 100, traffic)) {
                Eventually.within(20, "both serve", () -> sound.served() > 50 && sick.served() > 50);

                sick.healthy(false);
                front.awaitStatus("sick", "UNHEALTHY");
                int before = sick.served();
                long sent = load.sent();
                Eventually.within(20, "more requests", () -> load.sent() > sent + 200);
                assertThat(sick.served()).isLessThanOrEqualTo(before + 10);

                sick.healthy(true);
                front.awaitStatus("sick", "HEALTHY");
                Eventually.within(20, "it serves again", () -> sick.served() > before + 50);
            }
        }
        System.out.println("failed checks: " + traffic.summary());
        assertThat(traffic.tally().failures()).isEmpty();
    }

    @Test
    void aReloadLeavesADownloadItsDrainingTargetAndTheWeightsAlone() throws Exception {
        try (var leaving = new Backend("leaving");
                var one = new Backend("one");
                var other = new Backend("other");
                var front = new Front(NAME, "HTTP", "WEIGHTED_ROUND_ROBIN")) {
            var listener = front.listen("web");
            front.add("leaving", leaving.port(), 100);
            var download = Background.supply(() -> download(listener, 64));
            leaving.send(8);
            front.add("one", one.port(), 50);
            front.add("other", other.port(), 50);
            front.weigh("one", 150);
            front.drain("leaving");
            int served = leaving.served();

            var second = front.listen("more");

            leaving.send(8);
            awaitShare(listener, one, other);
            awaitShare(second, one, other);
            assertThat(front.status("leaving")).isEqualTo("DRAINING");
            assertThat(leaving.served()).isEqualTo(served);
            assertThat(download).isNotDone();
            leaving.send(48);
            assertThat(download.join()).isEqualTo(64 * (16 << 10));
            front.awaitGone("leaving");
        }
    }

    @Test
    void connectionsThroughATcpListenerGoOnWhileTheirTargetDrains() {
        try (var one = new EchoServer("one");
                var other = new EchoServer("other");
                var front = new Front(NAME, "TCP", "WEIGHTED_LEAST_CONNECTIONS")) {
            var listener = front.listen("raw");
            front.add("one", one.port(), 100);
            front.add("other", other.port(), 100);
            List<EchoServer.Talk> talks = EchoServer.talks(listener, 20);
            assertThat(talks).extracting(EchoServer.Talk::who).contains("one", "other");

            front.drain("one");
            for (int round = 0; round < 20; round++) {
                String word = "round " + round;
                talks.forEach(talk -> assertThat(talk.say(word)).isEqualTo(talk.who() + ": " + word));
            }
            List<EchoServer.Talk> fresh = EchoServer.talks(listener, 20);
            assertThat(fresh).extracting(EchoServer.Talk::who).containsOnly("other");
            assertThat(front.status("one")).isEqualTo("DRAINING");

            talks.forEach(EchoServer.Talk::close);
            fresh.forEach(EchoServer.Talk::close);
            front.awaitGone("one");
        }
    }

    /** Three of four requests go to the first one: at once or, where a weight was just changed, soon. */
    private static void awaitShare(InetSocketAddress listener, Backend threeOfFour, Backend oneOfFour) {
        Eventually.within(20, "shares of 3 to 1 at " + listener, () -> {
            int begun = threeOfFour.served();
            int others = oneOfFour.served();
            Front.ask(listener, ASKED);
            return Math.abs(threeOfFour.served() - begun - ASKED * 3 / 4) <= A_FEW.value
                    && Math.abs(oneOfFour.served() - others - ASKED / 4) <= A_FEW.value;
        });
    }

    private static CompletableFuture<Integer> askHeld(InetSocketAddress listener) {
        var answer = new CompletableFuture<Integer>();
        Thread.startVirtualThread(() -> {
            try (var connection = new HttpConnection(listener, PATIENCE)) {
                answer.complete(connection.get("/held", Map.of()).status());
            } catch (Exception failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private static int download(InetSocketAddress listener, int chunks) {
        try (var connection = new HttpConnection(listener, PATIENCE)) {
            return connection.get("/download?" + chunks, Map.of()).body().length();
        } catch (Exception failure) {
            throw new AssertionError("the download broke", failure);
        }
    }
}
