package io.berth.balancer.haproxy;

/**
 * A server's line of {@code show stat}.
 *
 * @param maintenance closed and not checked
 * @param draining closed for new sessions by an administrator
 * @param up passed its last {@code rise} checks, or lost fewer than {@code fall} since
 * @param checkStatus HAProxy's word, {@code INI} before the first check
 * @param checkPassed whether the last check passed
 * @param checkDetail what the check met, {@code L4CON Connection refused}, {@code L7STS 503}
 * @param sessions requests and connections under way
 * @param queued waiting for this very server
 * @param requests given to it since the worker started
 * @param redispatches requests that were taken from it and given to another
 */
public record ServerRow(
        String backend,
        String name,
        boolean maintenance,
        boolean draining,
        boolean up,
        String checkStatus,
        boolean checkPassed,
        String checkDetail,
        int weight,
        long sessions,
        long queued,
        long requests,
        long retries,
        long redispatches,
        long bytesIn,
        long bytesOut,
        StatusClasses statuses,
        long secondsInState) {

    /** Whether a check has ended since it was told to begin. */
    boolean checked() {
        return !checkStatus.isEmpty() && !checkStatus.equals("INI");
    }

    ServerRow administered(boolean maintenance, boolean draining) {
        return copy(maintenance, draining, up && !maintenance, sessions);
    }

    ServerRow holding(long more) {
        return copy(maintenance, draining, up, sessions + more);
    }

    private ServerRow copy(boolean maintenance, boolean draining, boolean up, long sessions) {
        return new ServerRow(
                backend,
                name,
                maintenance,
                draining,
                up,
                checkStatus,
                checkPassed,
                checkDetail,
                weight,
                sessions,
                queued,
                requests,
                retries,
                redispatches,
                bytesIn,
                bytesOut,
                statuses,
                secondsInState);
    }
}
