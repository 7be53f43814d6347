package io.berth.e2e;

import java.util.List;

/** The suite's PostgreSQL from the inside, where its superuser may come in. */
final class Postgres {

    private Postgres() {}

    /** The services' databases. */
    static List<String> databases() {
        return superuser(
                        "postgres",
                        "select datname from pg_database where datname not like 'template%'"
                                + " and datname <> 'postgres' order by 1")
                .lines()
                .toList();
    }

    /** What the statements answer, unaligned and without headings. */
    static String superuser(String database, String statements) {
        return Commands.run(psql(database, "-c", statements));
    }

    /** A row's status as it is committed. */
    static String status(String database, String table, String id) {
        return superuser(database, "select status from " + table + " where id = '" + id + "'");
    }

    /** Ends one connection, as a crash of the network would. */
    static void cut(String database, String backend) {
        superuser(database, "select pg_terminate_backend(" + backend + ")");
    }

    /** Backend of the relay that leads: it holds the advisory lock of the election. */
    static String relay(String database) {
        return superuser(database, """
                select pid from pg_locks where locktype = 'advisory' and granted and objsubid = 1
                and database = (select oid from pg_database where datname = current_database())
                and classid = x'62657274'::int::oid and objid = x'686f7574'::int::oid""");
    }

    static String[] psql(String database, String... more) {
        String[] fixed = {
            "docker",
            "exec",
            "--interactive",
            Engine.serviceContainer("postgres"),
            "psql",
            "--no-psqlrc",
            "-qAtX",
            "-v",
            "ON_ERROR_STOP=1",
            "-U",
            "postgres",
            "-d",
            database
        };
        String[] command = new String[fixed.length + more.length];
        System.arraycopy(fixed, 0, command, 0, fixed.length);
        System.arraycopy(more, 0, command, fixed.length, more.length);
        return command;
    }
}
