package io.berth.engine;

/**
 * Something happened to an object of this installation: a hint to compare again, never the truth.
 *
 * @param kind the owner's kind, empty for a resync
 * @param ownerId the owner's id, empty for a resync
 * @param action the engine's word: {@code start}, {@code die}, {@code oom}, {@code destroy}, {@code health_status},
 *     {@code connect}, …, or {@link #RESYNC}
 */
public record EngineChange(String host, String kind, String ownerId, String action) {

    /** Events may have been missed: compare everything on that host. */
    public static final String RESYNC = "resync";

    public static EngineChange resync(String host) {
        return new EngineChange(host, "", "", RESYNC);
    }

    public boolean isResync() {
        return RESYNC.equals(action);
    }
}
