package io.berth.console.history;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The parameters that the stream and the history's pages have in common. */
public class EventQuery {

    @QueryParam("type")
    @Parameter(description = "Prefix of the type: io.berth.target. for example")
    String type;

    @QueryParam("subject")
    @Parameter(description = "Id of the resource")
    String subject;

    @QueryParam("service")
    @Parameter(description = "image, network, balancer, scaler, …")
    String service;

    @QueryParam("correlationId")
    @Parameter(description = "The user request that caused the facts")
    String correlationId;

    @QueryParam("since")
    @Parameter(description = "Replay: a cursor (facts after it) or an RFC 3339 time (facts recorded from it on)")
    String since;

    @HeaderParam("Last-Event-ID")
    @Parameter(description = "The cursor of the last event that was seen; wins over since")
    String lastEventId;

    FactFilter filter(String project) {
        return new FactFilter(project, present(type), present(subject), present(service), present(correlationId));
    }

    private static String present(String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
