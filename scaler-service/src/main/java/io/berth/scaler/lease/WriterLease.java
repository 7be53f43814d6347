package io.berth.scaler.lease;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * One process runs the groups: the one whose database session holds an advisory lock (PostgreSQL manual, 13.3.5). Its epoch
 * is a number that each later holder exceeds; every write names it, so that a holder that lost its session without noticing
 * is fenced off by the next one's first write.
 */
@ApplicationScoped
public class WriterLease {
    private static final Logger LOG = Logger.getLogger(WriterLease.class);
    private static final Duration RENEWAL = Duration.ofSeconds(1);
    private static final int VALIDITY_SECONDS = 2;

    /** Any number that is nobody else's in this database. */
    static final long KEY = 0x5343414c4552L;

    private final AgroalDataSource database;
    private Connection session;
    private Thread keeper;
    private volatile long epoch;

    WriterLease(AgroalDataSource database) {
        this.database = database;
    }

    /** This process's epoch while it may write. */
    public OptionalLong epoch() {
        long current = epoch;
        return current == 0 ? OptionalLong.empty() : OptionalLong.of(current);
    }

    void start(@Observes StartupEvent event) {
        keeper = Thread.ofVirtual().name("writer-lease").start(this::keep);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        keeper.interrupt();
        keeper.join(RENEWAL.multipliedBy(5));
    }

    private void keep() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                renew();
                Thread.sleep(RENEWAL);
            }
        } catch (InterruptedException stopped) {
            LOG.debug("writer lease ends");
        } finally {
            release();
        }
    }

    private void renew() {
        try {
            if (session == null || !session.isValid(VALIDITY_SECONDS)) {
                release();
                session = database.getConnection();
            }
            if (epoch == 0 && asked("select pg_try_advisory_lock(" + KEY + ")::int") == 1) {
                epoch = asked("select nextval('writer_epoch')");
                LOG.infof("writing epoch=%d", epoch);
            }
        } catch (SQLException e) {
            LOG.warnf("writer lease lost reason=\"%s\"", e.getMessage());
            release();
        }
    }

    private long asked(String query) throws SQLException {
        try (var statement = session.createStatement();
                var answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    private void release() {
        long held = epoch;
        epoch = 0;
        if (session == null) {
            return;
        }
        try (var closing = session) {
            if (held != 0) {
                // The connection goes back into a pool: closing it does not end the session.
                asked("select pg_advisory_unlock(" + KEY + ")::int");
            }
        } catch (SQLException e) {
            LOG.debugf("writer lease's session was gone already reason=\"%s\"", e.getMessage());
        } finally {
            session = null;
        }
    }
}
