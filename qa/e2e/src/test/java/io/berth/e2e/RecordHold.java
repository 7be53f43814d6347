package io.berth.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Holds one write in PostgreSQL: a trigger on its table waits for an advisory lock that this test has. Whoever writes is
 * then between what it did to the engine and the record of it, for as long as the test likes, and the product needs no
 * hook for that.
 */
final class RecordHold implements AutoCloseable {

    /** "e2e" in ASCII. */
    private static final int LOCK = 0x653265;

    private static final String DROP = "drop trigger if exists e2e_hold on %s";

    private final String database;
    private final String table;
    private final Process session;

    /**
     * Holds from now on.
     *
     * @param write {@code insert}, {@code update} or {@code delete}
     * @param condition which rows, in SQL over {@code old} and {@code new}
     */
    RecordHold(String database, String write, String table, String condition) {
        this.database = database;
        this.table = table;
        this.session = lock();
        Postgres.superuser(database, """
                set client_min_messages = error;
                create or replace function e2e_hold() returns trigger language plpgsql as $$
                begin
                    perform pg_advisory_xact_lock_shared(%d);
                    if tg_op = 'DELETE' then return old; end if;
                    return new;
                end $$;
                drop trigger if exists e2e_hold on %s;
                create trigger e2e_hold before %s on %s for each row when (%s) execute function e2e_hold();""".formatted(LOCK, table, write, table, condition));
    }

    /** A connection of its own keeps the lock until it ends. */
    private Process lock() {
        try {
            Process psql = new ProcessBuilder(Postgres.psql(database)).start();
            psql.outputWriter().write("select 'locked' from (select pg_advisory_lock(" + LOCK + ")) held;\n");
            psql.outputWriter().flush();
            String answer =
                    new BufferedReader(new InputStreamReader(psql.getInputStream(), StandardCharsets.UTF_8)).readLine();
            if (!"locked".equals(answer)) {
                throw new AssertionError("the advisory lock was not given: " + answer);
            }
            return psql;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until a write is held; its backend. */
    String awaitHeld() {
        return awaitHeld("none");
    }

    /** Waits until a write of another backend than that one is held. */
    String awaitHeld(String except) {
        Eventually.within(
                60,
                "a write to " + database + "." + table + " is held",
                () -> !waiting().isEmpty() && !waiting().equals(except));
        return waiting();
    }

    private String waiting() {
        return Postgres.superuser(database, """
                select pid from pg_locks where locktype = 'advisory' and not granted and classid = 0 and objid = %d
                and database = (select oid from pg_database where datname = current_database())
                order by waitstart limit 1""".formatted(LOCK));
    }

    /** Lets everything go on. */
    void release() {
        try {
            session.getOutputStream().close();
            if (!session.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("the session that held the lock did not end");
            }
        } catch (IOException alreadyClosed) {
            // It was released before.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        release();
        Postgres.superuser(database, "set client_min_messages = error; " + DROP.formatted(table));
    }
}
