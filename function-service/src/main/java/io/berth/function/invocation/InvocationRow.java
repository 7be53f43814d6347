package io.berth.function.invocation;

import io.berth.function.instance.Outcome;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.TenantId;

/** An invocation that ran, as it is kept for a while. */
@Entity
@Table(name = "invocation")
class InvocationRow {
    @Id
    String id;

    @TenantId
    String project;

    String function;
    String functionName;

    @Enumerated(EnumType.STRING)
    Outcome outcome;

    String start;
    String reason;
    String errorType;
    Instant beganAt;
    double durationMs;
    long billedMs;
    int memoryMb;
    String logTail;
    boolean logCut;

    protected InvocationRow() {}
}
