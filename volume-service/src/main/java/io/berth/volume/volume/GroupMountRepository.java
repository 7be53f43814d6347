package io.berth.volume.volume;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class GroupMountRepository implements PanacheRepositoryBase<GroupMount, String> {
    /** Names of the groups whose template names the volume. */
    @Transactional
    List<String> groupsNaming(VolumeView volume) {
        return find(
                        "select distinct groupName from GroupMount where volume = ?1 or volume = ?2 order by groupName",
                        volume.id(),
                        volume.name())
                .project(String.class)
                .list();
    }

    /** From now on the group's template names these volumes and no others. */
    void replace(String groupId, String groupName, Collection<String> volumes) {
        delete("groupId", groupId);
        volumes.stream().distinct().forEach(volume -> persist(new GroupMount(groupId, groupName, volume)));
    }
}
