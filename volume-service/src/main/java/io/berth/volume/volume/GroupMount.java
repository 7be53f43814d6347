package io.berth.volume.volume;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.TenantId;

/** The template of a group names a volume, by id or name. */
@Entity
@Table(name = "group_mount")
class GroupMount {
    @Id
    String id;

    @TenantId
    String project;

    @Column(name = "group_id")
    String groupId;

    @Column(name = "group_name")
    String groupName;

    String volume;

    protected GroupMount() {}

    GroupMount(String groupId, String groupName, String volume) {
        this.id = groupId + "/" + volume;
        this.groupId = groupId;
        this.groupName = groupName;
        this.volume = volume;
    }
}
