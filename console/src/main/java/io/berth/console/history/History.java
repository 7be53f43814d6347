package io.berth.console.history;

import io.berth.web.FieldError;
import io.berth.web.Page;
import io.berth.web.PlatformError;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads the history for one who may see a project's part of it. */
@ApplicationScoped
class History {

    private final FactRepository facts;
    private final HistoryConfig config;

    History(FactRepository facts, HistoryConfig config) {
        this.facts = facts;
        this.config = config;
    }

    Start start(EventQuery query) {
        String asked = query.lastEventId == null || query.lastEventId.isBlank() ? query.since : query.lastEventId;
        Position position = asked == null || asked.isBlank() ? new Position.Now() : position(asked);
        long before = position instanceof Position.Since since ? facts.before(since.time()) : 0;
        return Start.at(position, before, facts.newest(), facts.mark());
    }

    private static Position position(String asked) {
        return Position.parse(asked)
                .orElseThrow(() -> new ProblemException(
                        PlatformError.INVALID_FIELD,
                        "The position is neither a cursor nor a time.",
                        "Use the id of an event, or a time such as 2026-01-31T12:00:00Z.",
                        List.of(new FieldError("since", "is neither a cursor nor an RFC 3339 time"))));
    }

    /** One page of history, oldest first; {@code next} is the cursor of the last fact on it. */
    Page<FactView> page(long cursor, FactFilter filter, int limit) {
        List<Fact> found = facts.after(cursor, filter, limit + 1);
        boolean more = found.size() > limit;
        List<Fact> items = more ? found.subList(0, limit) : found;
        String next = more ? Long.toString(items.getLast().seq()) : null;
        return new Page<>(items.stream().map(FactView::of).toList(), next);
    }

    FactView event(String id, String project) {
        return FactView.of(require(id, project));
    }

    FactTree tree(String id, String project) {
        Fact fact = require(id, project);
        if (fact.correlationId() == null) {
            return FactTree.of(null, List.of(fact), false);
        }
        var request = new FactFilter(project, null, null, null, fact.correlationId());
        List<Fact> caused = facts.after(0, request, config.tree() + 1);
        boolean truncated = caused.size() > config.tree();
        return FactTree.of(fact.correlationId(), truncated ? caused.subList(0, config.tree()) : caused, truncated);
    }

    private Fact require(String id, String project) {
        return facts.byId(id, new FactFilter(project, null, null, null, null))
                .orElseThrow(() -> new ProblemException(
                        HistoryError.EVENT_NOT_FOUND,
                        "No event has the id " + id + ".",
                        "It may have been forgotten, or belong to another project."));
    }
}
