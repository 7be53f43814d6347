package io.berth.scaler.fleet;

import java.time.Instant;

/**
 * One instance as the database and the engine show it.
 *
 * @param busy an engine call for it is under way in this process: leave it alone
 * @param createdAt when it was written down
 * @param since when its status began
 * @param drainDeadline when draining ends by itself; only read while DRAINING
 * @param inflight requests it serves now, 0 when unknown
 */
public record Member(
        String id,
        InstanceStatus status,
        Fate fate,
        boolean guarded,
        boolean busy,
        Sight sight,
        Balancing balancing,
        String zone,
        int templateVersion,
        int inflight,
        Instant createdAt,
        Instant since,
        Instant drainDeadline) {}
