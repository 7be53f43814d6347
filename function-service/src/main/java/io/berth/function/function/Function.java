package io.berth.function.function;

import io.berth.outbox.Origin;
import io.berth.web.Ids;
import io.berth.web.Resource;
import io.berth.web.ResourceStatus;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A function of a project. Each change of what runs makes a new generation. */
@Entity
class Function extends Resource {
    @Enumerated(EnumType.STRING)
    Runtime runtime;

    String handler;
    int memoryMb;
    int timeoutMs;
    int maxInstances;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> env;

    /** Sealed values by name. */
    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> secrets;

    String codeSha256;
    int codeBytes;
    long deployedGeneration;

    protected Function() {}

    Function(String name, Map<String, String> labels, Origin origin, Instant now) {
        super(Ids.next("fn"), name, labels, origin, now);
    }

    void settings(FunctionSettings wanted) {
        handler = wanted.handler();
        memoryMb = wanted.memoryMb();
        timeoutMs = Math.toIntExact(wanted.timeout().toMillis());
        maxInstances = wanted.maxInstances();
        env = wanted.env();
    }

    void code(Code code) {
        codeSha256 = code.sha256();
        codeBytes = code.zip().length;
    }

    Duration timeout() {
        return Duration.ofMillis(timeoutMs);
    }

    /** It can be invoked. True when this generation could not before. */
    boolean deployed(Instant now) {
        if (status() == ResourceStatus.READY && deployedGeneration == generation()) {
            return false;
        }
        deployedGeneration = generation();
        ready(now);
        return true;
    }
}
