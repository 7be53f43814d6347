package io.berth.engine;

import java.util.List;

/** A network as the engine has it. */
public record EngineNetwork(
        String id,
        String name,
        Owner owner,
        String driver,
        List<SubnetSpec> subnets,
        boolean internal,
        List<Attachment> attachments) {

    public EngineNetwork {
        subnets = List.copyOf(subnets);
        attachments = List.copyOf(attachments);
    }
}
