package io.berth.balancer.pool;

import io.berth.web.FieldError;
import io.berth.web.ProblemException;
import java.time.Duration;
import java.util.List;

/** What this version can make real. */
final class PoolRules {
    private static final Duration LONGEST = Duration.ofHours(1);

    private PoolRules() {}

    static void requireSupported(PoolProtocol protocol, Algorithm algorithm, Stickiness stickiness) {
        if (protocol != PoolProtocol.HTTP && protocol != PoolProtocol.TCP) {
            throw new ProblemException(
                    PoolError.POOL_PROTOCOL_UNSUPPORTED,
                    "Pools speak HTTP or TCP so far, not %s.".formatted(protocol),
                    "Use TCP to pass encrypted bytes through to the targets.",
                    List.of(new FieldError("protocol", "must be HTTP or TCP")));
        }
        if (algorithm == Algorithm.LEAST_RESPONSE_TIME) {
            throw new ProblemException(
                    PoolError.POOL_ALGORITHM_UNSUPPORTED,
                    "LEAST_RESPONSE_TIME is not supported yet.",
                    "WEIGHTED_LEAST_CONNECTIONS comes closest.",
                    List.of(new FieldError("algorithm", "is not supported yet")));
        }
        if (stickiness != null) {
            throw new ProblemException(
                    PoolError.POOL_STICKINESS_UNSUPPORTED,
                    "Stickiness is not supported yet.",
                    "The algorithm SOURCE_IP_HASH keeps a client's address on one target.",
                    List.of(new FieldError("stickiness", "is not supported yet")));
        }
    }

    static Duration duration(String field, Duration given, Duration otherwise) {
        var duration = given == null ? otherwise : given;
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new ProblemException(
                    PoolError.POOL_DURATION_INVALID,
                    field + " must be at most 1h.",
                    "",
                    List.of(new FieldError(field, "must be from 0s to 1h")));
        }
        return duration;
    }
}
