package io.berth.e2e;

/** What happens to a service while one of its writes is held. */
enum Blow {

    /** The process dies by SIGKILL from outside; its transaction dies with it. */
    KILL {
        @Override
        void strike(String service, RecordHold hold) {
            String backend = hold.awaitHeld();
            Engine.killService(service, () -> {
                // Its client is gone, but a single statement would still be finished and commit by itself.
                Postgres.cut(service, backend);
                hold.release();
            });
        }
    },

    /** The connection of exactly that write is cut, and the one of the relay; the service tries again. */
    CUT {
        @Override
        void strike(String service, RecordHold hold) {
            String backend = hold.awaitHeld();
            String relay = Postgres.relay(service);
            Postgres.cut(service, backend);
            Postgres.cut(service, relay);
            hold.awaitHeld(backend);
            hold.release();
        }
    };

    /** @param service also the name of its database */
    abstract void strike(String service, RecordHold hold);
}
