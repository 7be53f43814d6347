package io.berth.web;

import io.berth.outbox.Origin;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who makes the current request, for which project; in background work the project given to {@link Tenant}. */
@RequestScoped
public class Caller {
    /** Request header with which an admin names another project. */
    public static final String PROJECT_HEADER = "Berth-Project";

    static final String DEFAULT_PROJECT = "default";
    private static final Pattern PROJECT = Pattern.compile(ResourceName.PATTERN);

    private final SecurityIdentity identity;
    private final CurrentVertxRequest request;
    private final TenantScope scope;

    Caller(SecurityIdentity identity, CurrentVertxRequest request, TenantScope scope) {
        this.identity = identity;
        this.request = request;
        this.scope = scope;
    }

    /**
     * The project whose resources the caller sees: the token's, or the one an admin named. {@link Tenant#ROOT} for a
     * service's own token, which reads every project.
     *
     * @throws ProblemException 401 without a token, 403 for another project without the role, 400 for no project's name
     */
    public String project() {
        if (scope.project() != null) {
            return scope.project();
        }
        if (identity.isAnonymous()) {
            throw new ProblemException(PlatformError.UNAUTHENTICATED, "This needs a token.");
        }
        var own = tokenProject();
        var named = current().request().getHeader(PROJECT_HEADER);
        if (named == null || named.equals(own)) {
            return own;
        }
        if (!PROJECT.matcher(named).matches()) {
            throw new ProblemException(PlatformError.INVALID_PARAMETER, PROJECT_HEADER + " must be a project's name.");
        }
        if (!own.equals(Tenant.ROOT) && !roles().contains("admin")) {
            throw new ProblemException(
                    PlatformError.FORBIDDEN,
                    "Only an admin may name another project.",
                    "Leave " + PROJECT_HEADER + " out, or use an admin's token.");
        }
        return named;
    }

    /** The token's {@code sub}. */
    public String subject() {
        return identity.isAnonymous() ? "anonymous" : identity.getPrincipal().getName();
    }

    /** {@code viewer}, {@code operator}, {@code admin}: the token's and those included in them. */
    public Set<String> roles() {
        return identity.getRoles();
    }

    /** Of the facts that this request causes. */
    public Origin origin() {
        var trace = Trace.of(current());
        return new Origin(project(), trace.id(), null, trace.parent());
    }

    /** W3C trace id of the request: in its problems, its log lines, and as correlation id in its facts. */
    public String traceId() {
        return Trace.of(current()).id();
    }

    private String tokenProject() {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return DEFAULT_PROJECT;
        }
        var claim = token.<Object>getClaim("project");
        return claim == null ? DEFAULT_PROJECT : claim.toString();
    }

    private RoutingContext current() {
        var current = request.getCurrent();
        if (current == null) {
            throw new IllegalStateException("There is no request here: background work runs in Tenant.call");
        }
        return current;
    }
}
