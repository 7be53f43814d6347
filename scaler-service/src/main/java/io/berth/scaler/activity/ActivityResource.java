package io.berth.scaler.activity;

import io.berth.scaler.group.GroupDesk;
import io.berth.web.Page;
import io.berth.web.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Decisions about a group, the newest first; {@code status} filters by verdict. */
@Path("/v1/groups/{group}/activities")
class ActivityResource {
    private final ActivityLog activities;
    private final GroupDesk groups;

    ActivityResource(ActivityLog activities, GroupDesk groups) {
        this.activities = activities;
        this.groups = groups;
    }

    @GET
    @RolesAllowed("viewer")
    @RunOnVirtualThread
    public Page<ActivityView> list(@PathParam("group") String group, @BeanParam PageRequest page) {
        return activities.page(groups.require(group).id(), page);
    }
}
