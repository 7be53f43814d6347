package io.berth.balancer.haproxy;

import java.util.Optional;

/**
 * One finished request (HTTP) or connection (TCP), as the access ring shows it.
 *
 * @param status HTTP status, 0 for TCP
 * @param milliseconds from the first byte of the request to the last of the answer; of the connection for TCP
 */
public record AccessLine(String frontend, String backend, String server, int status, int milliseconds) {
    /** Frontend, backend, server, status, active time (configuration manual 8.2.6). */
    static final String HTTP_FORMAT = "%f\\ %b\\ %s\\ %ST\\ %Ta";

    static final String TCP_FORMAT = "%f\\ %b\\ %s\\ 0\\ %Tt";

    private static final int FIELDS = 5;

    /** The line, or nothing for one that is not of this format or was cut. */
    public static Optional<AccessLine> parse(String line) {
        var fields = line.split(" ", FIELDS + 1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AccessLine(
                    fields[0], fields[1], fields[2], Integer.parseInt(fields[3]), Integer.parseInt(fields[4])));
        } catch (NumberFormatException cut) {
            return Optional.empty();
        }
    }
}
