package io.berth.cli.demo.load;

/**
 * What became of one request.
 *
 * @param requestId the X-Request-Id that was sent
 * @param status the answer's status, 0 when there was none
 * @param body the answer's body, empty when there was none
 * @param nanos from before the request was sent until the answer was complete or the failure known
 * @param failure what went wrong, null when an answer came
 */
public record Exchange(String requestId, int status, String body, long nanos, String failure) {

    /** Answered, and with 200. */
    public boolean succeeded() {
        return failure == null && status == 200;
    }
}
