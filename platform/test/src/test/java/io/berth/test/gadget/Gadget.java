package io.berth.test.gadget;

import io.berth.outbox.Origin;
import io.berth.web.Ids;
import io.berth.web.Resource;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;

@Entity
class Gadget extends Resource {
    enum Color {
        RED,
        GREEN
    }

    @Enumerated(EnumType.STRING)
    private Color color;

    private int size;
    private Duration rest;

    protected Gadget() {}

    Gadget(CreateGadget wanted, Origin origin, Instant now) {
        super(Ids.next("gad"), wanted.name(), wanted.labels(), origin, now);
        this.color = wanted.color() == null ? Color.RED : wanted.color();
        this.size = wanted.size() == null ? 1 : wanted.size();
        this.rest = wanted.rest() == null ? Duration.ofSeconds(10) : wanted.rest();
    }

    Color color() {
        return color;
    }

    int size() {
        return size;
    }

    Duration rest() {
        return rest;
    }

    PatchGadget patchable() {
        return new PatchGadget(labels(), color, size, rest);
    }

    void change(PatchGadget wanted, Instant now) {
        this.color = wanted.color();
        this.size = wanted.size();
        this.rest = wanted.rest();
        relabel(wanted.labels(), now);
    }
}
