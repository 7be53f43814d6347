package io.berth.network.network;

/**
 * Where a network is made and what it is called there.
 *
 * @param host the Docker host
 * @param installation the id of this installation: two of them on one engine may have a network of the same project and name
 */
record Placement(String host, String installation) {
    String engineName(String project, String name) {
        return "berth-" + installation + "-" + project + "-" + name;
    }
}
