package io.berth.image.access;

import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/**
 * Exchanges a Berth token for a registry token: the GET of Distribution's token specification, and the POST of its
 * OAuth 2 variant.
 */
@Path("/token")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class TokenResource {
    private final TokenService tokens;

    TokenResource(TokenService tokens) {
        this.tokens = tokens;
    }

    @GET
    public Response get(@HeaderParam("Authorization") String authorization, @QueryParam("scope") List<String> scopes) {
        return answer(Credentials.fromHeader(authorization).orElseThrow(TokenResource::login), scopes);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response post(
            @HeaderParam("Authorization") String authorization,
            @FormParam("password") String password,
            @FormParam("refresh_token") String refreshToken,
            @FormParam("scope") List<String> scopes) {
        var credentials = Credentials.fromHeader(authorization)
                .or(() -> Credentials.ofNullable(password))
                .or(() -> Credentials.ofNullable(refreshToken))
                .orElseThrow(TokenResource::login);
        return answer(credentials, scopes);
    }

    private Response answer(String berthToken, List<String> scopes) {
        var issued = tokens.issue(berthToken, scopes).orElseThrow(TokenResource::login);
        return Response.ok(issued).header("Cache-Control", "no-store").build();
    }

    private static RegistryException login() {
        return new RegistryException(
                RegistryError.UNAUTHORIZED,
                401,
                "give a Berth token as the password of any user name",
                Map.of("WWW-Authenticate", "Basic realm=\"" + Challenge.SERVICE + "\""));
    }
}
