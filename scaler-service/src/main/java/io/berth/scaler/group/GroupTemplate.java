package io.berth.scaler.group;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/** One version of a group's template; never changed. */
@Entity
@Table(name = "group_template")
@IdClass(GroupTemplate.Key.class)
class GroupTemplate {
    /** Group and version. */
    record Key(String groupId, int version) implements Serializable {}

    @Id
    @Column(name = "group_id")
    private String groupId;

    @Id
    private int version;

    @TenantId
    @SuppressWarnings("UnusedVariable") // Hibernate filters by it
    private String project;

    @JdbcTypeCode(SqlTypes.JSON)
    private Template template;

    @SuppressWarnings("UnusedVariable") // for whoever reads the table
    private Instant createdAt;

    /** For Hibernate. */
    protected GroupTemplate() {}

    GroupTemplate(String groupId, int version, String project, Template template, Instant now) {
        this.groupId = groupId;
        this.version = version;
        this.project = project;
        this.template = template;
        this.createdAt = now;
    }

    Template template() {
        return template;
    }
}
