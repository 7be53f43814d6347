package io.berth.network.network;

/**
 * Where a network is made and what it is called there.
 *
 * @param host the Docker host
 * @param installation the id of this installation: two of them on one engine may have a network of the same project and name
 */
record Placement(String host, String installation) {
    /** Readable, and unique by the id: project and name could be joined alike in two ways, and be too long. */
    String engineName(String id, String name) {
        return "berth-" + installation + "-" + name + "-" + id.substring(id.indexOf('_') + 1);
    }
}
