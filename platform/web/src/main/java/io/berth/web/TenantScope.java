package io.berth.web;

import jakarta.enterprise.context.RequestScoped;

/** The project that background work chose for the current context. */
@RequestScoped
class TenantScope {
    private String project;

    /** {@code null} in a request, where the caller's token decides. */
    String project() {
        return project;
    }

    void use(String chosen) {
        this.project = chosen;
    }
}
