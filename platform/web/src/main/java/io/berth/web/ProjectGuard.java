package io.berth.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Refuses a {@code Berth-Project} that the caller may not name before anything else is done. */
@Provider
class ProjectGuard implements ContainerRequestFilter {
    private final Caller caller;

    ProjectGuard(Caller caller) {
        this.caller = caller;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getHeaderString(Caller.PROJECT_HEADER) != null) {
            caller.project();
        }
    }
}
