package io.berth.console.history;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Keeps the history as long as configured, no longer. */
@ApplicationScoped
class Forgetting {

    private static final Logger LOG = Logger.getLogger(Forgetting.class);

    private final HistoryWriter history;
    private final HistoryConfig config;
    private final Clock clock;

    Forgetting(HistoryWriter history, HistoryConfig config, Clock clock) {
        this.history = history;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        Instant oldest = clock.instant().minus(config.keep());
        try {
            long forgotten = history.forgetBefore(oldest);
            if (forgotten > 0) {
                LOG.infof("history=forgotten facts=%d before=%s", forgotten, oldest);
            }
        } catch (SQLException failure) {
            LOG.warnf(failure, "history=kept reason=\"the database did not answer\" before=%s", oldest);
        }
    }
}
