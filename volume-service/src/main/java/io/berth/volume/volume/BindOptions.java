package io.berth.volume.volume;

import jakarta.validation.constraints.NotNull;

/** @param path of a directory of the host, as the installation's configuration lends it out */
record BindOptions(@NotNull String path) {}
