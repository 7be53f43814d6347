package io.berth.image.buildx;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One image to be made.
 *
 * @param reference the name that the engine gives it
 * @param context a tar archive, gzipped or not
 * @param dockerfile path within the context
 * @param dockerfileText what stands there
 * @param pull whether base images are asked for at their registries even when the engine has them
 */
public record BuildOrder(
        String reference,
        Path context,
        String dockerfile,
        String dockerfileText,
        Map<String, String> arguments,
        Optional<String> target,
        Optional<String> platform,
        boolean pull) {}
