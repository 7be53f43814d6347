package io.berth.cli.status;

import java.util.List;

/**
 * One service's answer.
 *
 * @param service its name
 * @param address where users reach it
 * @param status {@code UP}, {@code DOWN} (it says so itself) or {@code UNREACHABLE}
 * @param failing names of the checks that are down, or why it could not be asked
 * @param latencyMs how long the answer took
 */
record ServiceHealth(String service, String address, String status, List<String> failing, long latencyMs) {
    boolean up() {
        return status.equals("UP");
    }
}
