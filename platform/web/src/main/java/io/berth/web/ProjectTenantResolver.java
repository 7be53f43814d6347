package io.berth.web;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import jakarta.enterprise.context.RequestScoped;

/** Tells Hibernate whose rows a session sees. Without a request context it is not asked and there are no rows. */
@PersistenceUnitExtension
@RequestScoped
class ProjectTenantResolver implements TenantResolver {
    private final Caller caller;
    private final Tenant tenant;

    ProjectTenantResolver(Caller caller, Tenant tenant) {
        this.caller = caller;
        this.tenant = tenant;
    }

    @Override
    public String getDefaultTenantId() {
        return Caller.DEFAULT_PROJECT;
    }

    @Override
    public String resolveTenantId() {
        var project = caller.project();
        tenant.bind(project);
        return project;
    }

    @Override
    public boolean isRoot(String tenantId) {
        return Tenant.ROOT.equals(tenantId);
    }
}
