package io.berth.volume.volume;

import io.berth.web.ResourceLabels;
import jakarta.validation.constraints.Min;
import java.util.Map;

/** What can be changed of a volume: a JSON merge patch of it may name these fields only. */
record VolumePatch(
        @ResourceLabels Map<String, String> labels, @Min(1) Long softLimitBytes) {}
