package io.berth.balancer.haproxy;

import java.util.HashMap;
import java.util.Map;

/**
 * Reads {@code show servers state} (management guide, 9.3): the administrator's side of a server's state, which
 * {@code show stat} hides while a server is down.
 */
final class ServerState {
    /**
     * Bits of srv_admin_state: forced, inherited, resolution's and host name's maintenance. The configured one (0x04) only
     * tells where the forced one came from and stays for ever.
     */
    private static final int MAINTENANCE = 0x01 | 0x02 | 0x20 | 0x40;

    /** Forced and inherited. */
    private static final int DRAIN = 0x08 | 0x10;

    private static final int BACKEND = 1;
    private static final int SERVER = 3;
    private static final int ADMIN_STATE = 6;

    private ServerState() {}

    /** @return by {@code backend/server} */
    static Map<String, Admin> parse(String text) {
        var states = new HashMap<String, Admin>();
        for (String line : text.split("\n")) {
            var fields = line.split(" ");
            if (line.startsWith("#") || fields.length <= ADMIN_STATE) {
                continue;
            }
            int bits = Integer.parseInt(fields[ADMIN_STATE]);
            states.put(
                    fields[BACKEND] + "/" + fields[SERVER], new Admin((bits & MAINTENANCE) != 0, (bits & DRAIN) != 0));
        }
        return states;
    }

    record Admin(boolean maintenance, boolean draining) {}
}
