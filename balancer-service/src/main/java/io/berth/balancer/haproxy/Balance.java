package io.berth.balancer.haproxy;

/** How a backend chooses a server. */
public enum Balance {
    ROUND_ROBIN("roundrobin"),
    LEAST_CONNECTIONS("leastconn"),
    SOURCE("source");

    final String keyword;

    Balance(String keyword) {
        this.keyword = keyword;
    }
}
