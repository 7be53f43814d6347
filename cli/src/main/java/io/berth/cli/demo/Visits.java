package io.berth.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;

/** The sample app's count of its visits, asked through the balancer. Asking is a visit too. */
final class Visits {

    private final ObjectMapper json = new ObjectMapper();
    private final URL app;

    Visits(int port) throws IOException {
        app = URI.create("http://127.0.0.1:" + port + "/").toURL();
    }

    /** Visits until now, this one included; null when the app has no volume to count in. */
    Long count() {
        try {
            JsonNode visits = json.readTree(app).path("visits");
            return visits.isNumber() ? visits.asLong() : null;
        } catch (IOException failure) {
            throw new UncheckedIOException("The sample app does not say its visits: " + failure, failure);
        }
    }
}
