package io.berth.image.build;

import java.util.List;
import java.util.Optional;

/**
 * How the image is to be made.
 *
 * @param dockerfile path within the context
 * @param argumentNames of build arguments; their values are not kept longer than the build
 */
record Recipe(
        String dockerfile,
        List<String> argumentNames,
        Optional<String> target,
        Optional<String> platform,
        boolean pull) {}
