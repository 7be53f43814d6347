package io.berth.function.function;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What runs a function's code. */
public enum Runtime {
    NODEJS_24("nodejs24.x"),
    PYTHON_3_13("python3.13");

    private final String text;

    Runtime(String text) {
        this.text = text;
    }

    /** As the API and AWS Lambda write it. */
    @JsonValue
    public String text() {
        return text;
    }

    static Optional<Runtime> of(String text) {
        return Arrays.stream(values())
                .filter(runtime -> runtime.text.equals(text))
                .findFirst();
    }
}
