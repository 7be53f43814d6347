package io.berth.test.gadget;

import io.berth.web.ResourceLabels;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;

record PatchGadget(
        @ResourceLabels Map<String, String> labels,
        @NotNull Gadget.Color color,
        @NotNull @Min(1) Integer size,
        @NotNull Duration rest) {}
