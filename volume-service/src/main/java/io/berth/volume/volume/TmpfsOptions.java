package io.berth.volume.volume;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;

/**
 * Options of a volume in memory.
 *
 * @param sizeBytes what may be written at most
 * @param mode of its root directory in octal, {@code "1777"} when absent
 */
record TmpfsOptions(
        @Min(4096) Long sizeBytes,

        @Pattern(regexp = "[0-7]{3,4}", message = "must be an octal mode such as 0755")
        String mode) {
    static final TmpfsOptions NONE = new TmpfsOptions(null, null);

    TmpfsOptions withDefaults(long defaultBytes) {
        return new TmpfsOptions(sizeBytes == null ? defaultBytes : sizeBytes, mode == null ? "1777" : mode);
    }
}
