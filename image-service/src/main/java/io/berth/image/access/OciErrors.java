package io.berth.image.access;

import io.berth.image.oci.RegistryError;
import io.berth.image.oci.RegistryException;
import io.berth.web.DatabaseProblems;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.WebApplicationException;
import java.util.Map;
import org.jboss.logging.Logger;

/** Turns what nobody expected in a registry resource into the specification's shape, and logs it once. */
@OciRegistry
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class OciErrors {
    private static final Logger LOG = Logger.getLogger(OciErrors.class);

    @AroundInvoke
    Object translate(InvocationContext call) throws Exception {
        try {
            return call.proceed();
        } catch (RegistryException | WebApplicationException e) {
            throw e;
        } catch (Exception e) {
            LOG.errorf(
                    e, "registry request failed operation=%s", call.getMethod().getName());
            if (DatabaseProblems.away(e)) {
                throw new RegistryException(
                        RegistryError.UNAVAILABLE,
                        RegistryError.UNAVAILABLE.status(),
                        "the registry's database does not answer; try again in a moment",
                        Map.of("Retry-After", "1"));
            }
            throw new RegistryException(RegistryError.UNKNOWN, "something went wrong inside Berth");
        }
    }
}
