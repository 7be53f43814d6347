package io.berth.engine.docker;

import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import java.util.Comparator;

/** A version of the Docker Engine API. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

    /** The newest that docker-java's requests are written for. */
    static final ApiVersion NEWEST = new ApiVersion(1, 44);

    /** Engine 20.10: private cgroup namespaces, health start periods, and what else the requests rely on. */
    static final ApiVersion OLDEST = new ApiVersion(1, 41);

    static ApiVersion parse(String text) {
        if (text == null || !text.matches("\\d{1,3}\\.\\d{1,4}")) {
            throw new EngineException(Kind.UNAVAILABLE, "not an Engine API version: " + text);
        }
        String[] parts = text.split("\\.");
        return new ApiVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /**
     * The version to speak: the newest that both sides know.
     *
     * @param engineMin null when the engine does not say
     * @throws EngineException REFUSED when there is none
     */
    static ApiVersion between(String engineMax, String engineMin) {
        ApiVersion newest = parse(engineMax);
        ApiVersion oldest = engineMin == null || engineMin.isEmpty() ? OLDEST : parse(engineMin);
        if (newest.compareTo(OLDEST) < 0) {
            throw new EngineException(
                    Kind.REFUSED, "Docker Engine 20.10 (API " + OLDEST + ") or newer is needed, not API " + newest);
        }
        if (oldest.compareTo(NEWEST) > 0) {
            throw new EngineException(
                    Kind.REFUSED, "the engine wants API " + oldest + " at least, Berth speaks " + NEWEST);
        }
        return newest.compareTo(NEWEST) < 0 ? newest : NEWEST;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return Comparator.comparingInt(ApiVersion::major)
                .thenComparingInt(ApiVersion::minor)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
