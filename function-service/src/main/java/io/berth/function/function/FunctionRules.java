package io.berth.function.function;

import io.berth.function.FunctionConfig;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What may be asked of a function, beyond the shape of the request. */
@ApplicationScoped
class FunctionRules {
    private static final int LEAST_MEMORY_MB = 128;
    private static final int MOST_ENVIRONMENT_BYTES = 4096;
    private static final int LONGEST_HANDLER = 128;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** What the runtime sets itself. */
    private static final Pattern RESERVED = Pattern.compile("_HANDLER|_X_AMZN_TRACE_ID|AWS_LAMBDA_.*|LAMBDA_.*");

    private static final Pattern HANDLER = Pattern.compile("[A-Za-z0-9_$./-]+\\.[A-Za-z0-9_$.]+");

    private final FunctionConfig.Limits limits;

    FunctionRules(FunctionConfig config) {
        this.limits = config.limits();
    }

    Runtime requireRuntime(CreateFunction wanted) {
        requireAbsent(wanted.image(), "image");
        requireAbsent(wanted.reserved(), "reserved");
        requireAbsent(wanted.prewarmed(), "prewarmed");
        requireAbsent(wanted.network(), "network");
        requireAbsent(wanted.mounts(), "mounts");
        return Runtime.of(wanted.runtime())
                .orElseThrow(() -> ProblemException.invalidField("runtime", "must be nodejs24.x or python3.13"));
    }

    void require(FunctionSettings wanted, Map<String, String> secrets) {
        var handler = wanted.handler();
        if (handler.length() > LONGEST_HANDLER
                || !HANDLER.matcher(handler).matches()
                || handler.contains("..")
                || handler.startsWith("/")) {
            throw ProblemException.invalidField("handler", "must be a file and a name, as in index.handler");
        }
        between("memoryMb", wanted.memoryMb(), LEAST_MEMORY_MB, limits.maxMemoryMb());
        between("maxInstances", wanted.maxInstances(), 1, limits.maxInstances());
        if (wanted.timeout().compareTo(Duration.ofMillis(1)) < 0
                || wanted.timeout().compareTo(limits.maxTimeout()) > 0) {
            throw ProblemException.invalidField("timeout", "must be from 1ms to " + limits.maxTimeout());
        }
        environment(wanted.env(), secrets);
    }

    private static void environment(Map<String, String> env, Map<String, String> secrets) {
        variables("env", env);
        variables("secrets", secrets);
        var both = new HashMap<>(env);
        both.putAll(secrets);
        if (both.size() < env.size() + secrets.size()) {
            throw ProblemException.invalidField("secrets", "a variable cannot be in env and a secret");
        }
        var bytes = both.entrySet().stream()
                .mapToInt(one -> bytes(one.getKey()) + bytes(one.getValue()))
                .sum();
        if (bytes > MOST_ENVIRONMENT_BYTES) {
            throw ProblemException.invalidField(
                    "env", "names and values, those of secrets included, have 4096 bytes at most");
        }
    }

    private static void variables(String field, Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches() || RESERVED.matcher(name).matches()) {
                throw ProblemException.invalidField(field, "a name is none of a variable, or the runtime's own");
            }
            var kept = field.equals("secrets") && FunctionPatch.KEPT.equals(value);
            if (value == null || (value.indexOf('\0') >= 0 && !kept)) {
                throw ProblemException.invalidField(field, "a value is no text that a variable can have");
            }
        });
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void between(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw ProblemException.invalidField(field, "must be from " + least + " to " + most);
        }
    }

    private static void requireAbsent(Object option, String field) {
        if (option != null) {
            throw new ProblemException(
                    FunctionError.FUNCTION_OPTION_UNSUPPORTED, field + " cannot be chosen yet.", "Leave it out.");
        }
    }
}
