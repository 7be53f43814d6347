package io.berth.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The disk on which the engine makes volumes. Those that exist are hidden while it is full: running containers keep
 * theirs, others do not start. So only for an engine that is the tests' own.
 */
final class VolumesDisk {

    private VolumesDisk() {}

    /** Whether it is in reach: not in a container that has the engine's socket alone. */
    static boolean reachable() {
        return Files.isDirectory(Path.of(directory()));
    }

    /** A disk with no room for a single directory. */
    static void fill() {
        Commands.run("mount", "-t", "tmpfs", "-o", "size=4k,nr_inodes=1", "tmpfs", directory());
    }

    static void free() {
        Commands.run("umount", directory());
    }

    private static String directory() {
        return Commands.run("docker", "info", "--format", "{{.DockerRootDir}}") + "/volumes";
    }
}
