package io.berth.outbox;

/**
 * The database says that less of a partition was read than its reader has read: it was put back to an older copy under a
 * running service, and lost effects with the position. The reader has to begin again where the database is.
 */
public final class DatabaseWentBackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DatabaseWentBackException(Object partition, long read) {
        super("the database does not know that " + partition + " was read up to " + read);
    }
}
