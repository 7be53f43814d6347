package io.berth.image.access;

import io.berth.image.oci.RegistryException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Writes refusals as the OCI Distribution specification wants them ("Error Codes"). */
class OciErrorMapper {
    record OciError(String code, String message) {}

    record OciErrorList(List<OciError> errors) {}

    @ServerExceptionMapper
    Response answer(RegistryException refusal) {
        var body = new OciErrorList(List.of(new OciError(refusal.error().name(), refusal.getMessage())));
        var response = Response.status(refusal.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(PingResource.VERSION_HEADER, PingResource.VERSION)
                .entity(body);
        refusal.headers().forEach(response::header);
        return response.build();
    }
}
