package io.berth.function.function;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A function's archive, apart from it: read when an instance is claimed, and not when functions are listed. */
@Entity
class FunctionCode {
    @Id
    String function;

    byte[] zip;

    protected FunctionCode() {}

    FunctionCode(String function, byte[] zip) {
        this.function = function;
        this.zip = zip;
    }
}
