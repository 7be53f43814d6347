package io.berth.volume.volume;

/**
 * Where a volume is made and what it is called there.
 *
 * @param host the Docker host
 * @param installation the id of this installation
 */
record Placement(String host, String installation) {
    /** Readable, and unique by the id: two projects, and two installations on one engine, may use the same name. */
    String engineName(String id, String name) {
        return "berth-" + installation + "-" + name + "-" + id.substring(id.indexOf('_') + 1);
    }
}
