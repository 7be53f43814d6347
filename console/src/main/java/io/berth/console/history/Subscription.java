package io.berth.console.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One reader of the stream. {@link #next()} is called when the reader has taken what came before, so a slow reader only
 * gets behind; if it gets so far behind that the history forgets what it has not read, it is told so. Replay and live
 * are the same thing here: reading on from a cursor.
 */
class Subscription {

    private final FactRepository facts;
    private final Arrivals arrivals;
    private final HistoryConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final Sse sse;
    private final FactFilter filter;
    private final Start start;
    private long cursor;
    private long histories;
    private boolean greeted;

    Subscription(Streams.Sources sources, Sse sse, FactFilter filter, Start start) {
        this.facts = sources.facts();
        this.arrivals = sources.arrivals();
        this.config = sources.config();
        this.json = sources.json();
        this.clock = sources.clock();
        this.sse = sse;
        this.filter = filter;
        this.start = start;
        this.cursor = start.cursor();
        this.histories = arrivals.histories();
    }

    /**
     * The next events; waits for them, at most as long as the heartbeat, which is what comes then. Never empty. The
     * heartbeat carries the cursor, so that who comes back does not read again what did not match.
     */
    List<OutboundSseEvent> next() throws InterruptedException {
        if (!greeted) {
            greeted = true;
            return greeting();
        }
        Instant silentUntil = clock.instant().plus(config.heartbeat());
        while (true) {
            long seen = arrivals.count();
            List<OutboundSseEvent> events = read();
            if (!events.isEmpty()) {
                return events;
            }
            Duration left = Duration.between(clock.instant(), silentUntil);
            if (left.isNegative() || left.isZero()) {
                return List.of(sse.newEventBuilder()
                        .id(Long.toString(cursor))
                        .comment("still here")
                        .build());
            }
            arrivals.await(seen, left);
        }
    }

    private List<OutboundSseEvent> greeting() {
        List<OutboundSseEvent> events = new ArrayList<>();
        events.add(sse.newEventBuilder().comment("facts after " + cursor).build());
        start.gap().map(this::gap).ifPresent(events::add);
        return events;
    }

    private List<OutboundSseEvent> read() {
        List<OutboundSseEvent> events = new ArrayList<>();
        if (histories != arrivals.histories()) {
            histories = arrivals.histories();
            long forgottenTo = facts.mark().forgottenTo();
            events.add(gap(new Start.Gap(cursor, forgottenTo, "RESTARTED")));
            cursor = forgottenTo;
            return events;
        }
        // Read before the page: what is not on a page that is not full is nothing for this reader, up to here.
        long newest = facts.newest();
        List<Fact> page = facts.after(cursor, filter, config.page());
        long forgottenTo = facts.mark().forgottenTo();
        if (cursor < forgottenTo) {
            events.add(gap(new Start.Gap(cursor, forgottenTo, "FORGOTTEN")));
            cursor = forgottenTo;
        }
        for (Fact fact : page) {
            events.add(event(fact));
            cursor = Math.max(cursor, fact.seq());
        }
        if (page.size() < config.page()) {
            cursor = Math.max(cursor, newest);
        }
        return events;
    }

    private OutboundSseEvent event(Fact fact) {
        return sse.newEventBuilder()
                .id(Long.toString(fact.seq()))
                .name(fact.type())
                .data(String.class, text(FactView.of(fact)))
                .build();
    }

    private OutboundSseEvent gap(Start.Gap gap) {
        return sse.newEventBuilder()
                .id(Long.toString(gap.to()))
                .name("gap")
                .data(String.class, text(gap))
                .build();
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a fact that was read is JSON", impossible);
        }
    }
}
