package io.berth.test.gadget;

import io.berth.web.ResourceLabels;
import io.berth.web.ResourceName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import java.util.Map;

record CreateGadget(
        @ResourceName String name,
        @ResourceLabels Map<String, String> labels,
        Gadget.Color color,
        @Min(1) Integer size,
        Duration rest,
        @Valid List<Part> parts) {

    record Part(@NotBlank String label) {}
}
