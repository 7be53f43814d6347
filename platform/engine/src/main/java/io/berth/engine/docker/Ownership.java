package io.berth.engine.docker;

import io.berth.engine.EngineException;
import io.berth.engine.EngineException.Kind;
import io.berth.engine.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which objects are this installation's. Asked before anything is shown or touched. */
record Ownership(String installation) {

    /** Label filters of a list: this installation's objects of that kind. */
    List<String> filter(String kind) {
        return List.of(Owner.INSTALLATION_LABEL + "=" + installation, Owner.KIND_LABEL + "=" + kind);
    }

    /** Label filters of a list: this installation's objects of that kind and owner. */
    List<String> filter(String kind, String ownerId) {
        return List.of(
                Owner.INSTALLATION_LABEL + "=" + installation,
                Owner.KIND_LABEL + "=" + kind,
                Owner.OWNER_LABEL + "=" + ownerId);
    }

    List<String> everything() {
        return List.of(Owner.INSTALLATION_LABEL + "=" + installation);
    }

    Map<String, String> labels(Owner owner) {
        return owner.labels(installation);
    }

    Optional<Owner> of(Map<String, String> labels) {
        return Owner.of(labels, installation);
    }

    /** @throws EngineException REFUSED for somebody else's object */
    Owner require(Map<String, String> labels, String what) {
        return of(labels)
                .orElseThrow(() ->
                        new EngineException(Kind.REFUSED, what + " does not belong to installation " + installation));
    }

    /** @throws EngineException REFUSED unless both are of one project */
    static void requireSameProject(Owner user, Owner used, String what) {
        if (!user.project().equals(used.project())) {
            throw new EngineException(Kind.REFUSED, what + " belongs to another project");
        }
    }

    /** @throws EngineException CONFLICT when the name is another resource's */
    static void requireSameOwner(Owner found, Owner wanted, String name) {
        if (!found.id().equals(wanted.id()) || !found.kind().equals(wanted.kind())) {
            throw nameTaken(name);
        }
    }

    static EngineException nameTaken(String name) {
        return new EngineException(Kind.CONFLICT, "the name " + name + " is taken on this engine");
    }
}
