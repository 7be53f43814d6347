package io.berth.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

@ApplicationScoped
class ChangeRecorder {

    private final List<ProjectionChanged> seen = new CopyOnWriteArrayList<>();

    void on(@Observes ProjectionChanged change) {
        seen.add(change);
    }

    List<ProjectionChanged> seen() {
        return seen;
    }
}
