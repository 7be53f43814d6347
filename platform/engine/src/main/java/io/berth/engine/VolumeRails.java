package io.berth.engine;

import static io.berth.engine.GuardRails.require;

import java.util.List;
import java.util.regex.Pattern;

/** What no source of a volume may say: the part of {@link GuardRails} that knows the local driver's options. */
final class VolumeRails {

    private static final Pattern MODE = Pattern.compile("[0-7]{3,4}");

    /** One page; less is rounded up by the kernel, and zero would mean "as much as you like". */
    private static final long SMALLEST_TMPFS = 4096;

    private VolumeRails() {}

    static void check(VolumeSource source) {
        switch (source) {
            case VolumeSource.Local local -> {}
            case VolumeSource.Tmpfs tmpfs -> {
                require(tmpfs.sizeBytes() >= SMALLEST_TMPFS, "a tmpfs of less than 4096 bytes");
                require(MODE.matcher(tmpfs.mode()).matches(), "not a mode: " + tmpfs.mode());
            }
            case VolumeSource.Bind bind -> {
                plainPath(bind.path());
                // Exactly one of them and nothing below: a container that may write there could place a link to
                // anywhere on the host, and the engine would follow it.
                require(bind.allowed().contains(bind.path()), "a directory that is not lent out: " + bind.path());
            }
        }
    }

    private static void plainPath(String path) {
        require(
                path.startsWith("/")
                        && path.length() > 1
                        && !path.endsWith("/")
                        && path.chars().noneMatch(Character::isISOControl)
                        && List.of(path.substring(1).split("/", -1)).stream()
                                .noneMatch(part -> part.isEmpty() || part.equals("..") || part.equals(".")),
                "not a plain absolute path: " + path);
    }
}
