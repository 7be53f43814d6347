package io.berth.cli.status;

import java.util.Arrays;
import java.util.List;

/**
 * A service to ask.
 *
 * @param service its name
 * @param url where this process reaches it
 * @param address where users reach it
 */
record ServiceEndpoint(String service, String url, String address) {
    /**
     * Endpoints of a list {@code name=url|address,…}, as the launcher passes it.
     *
     * @throws IllegalArgumentException naming the entry that has another form
     */
    static List<ServiceEndpoint> parse(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .map(ServiceEndpoint::one)
                .toList();
    }

    private static ServiceEndpoint one(String entry) {
        int name = entry.indexOf('=');
        int bar = entry.indexOf('|');
        if (name < 1 || bar < name) {
            throw new IllegalArgumentException("'" + entry + "' is not name=url|address");
        }
        return new ServiceEndpoint(entry.substring(0, name), entry.substring(name + 1, bar), entry.substring(bar + 1));
    }
}
