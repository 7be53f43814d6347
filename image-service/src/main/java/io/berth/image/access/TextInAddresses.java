package io.berth.image.access;

import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.berth.web.PlatformError;
import io.berth.web.ProblemException;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses addresses with a NUL in them: nothing has such a name, and no database text can hold one. */
class TextInAddresses {
    private static final String MESSAGE = "The address has a NUL in it.";

    @ServerRequestFilter
    void check(UriInfo uri) {
        var address = uri.getRequestUri();
        if (!hasNul(address)) {
            return;
        }
        if (address.getPath().startsWith("/v2/")) {
            throw new RegistryException(RegistryError.UNSUPPORTED, 400, MESSAGE, Map.of());
        }
        throw new ProblemException(PlatformError.INVALID_PARAMETER, MESSAGE);
    }

    private static boolean hasNul(URI address) {
        return address.getRawPath().contains("%00")
                || (address.getRawQuery() != null && address.getRawQuery().contains("%00"));
    }
}
