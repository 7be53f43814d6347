package io.berth.function.function;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What an instance needs to know of a function, at one generation.
 *
 * @param env variables and opened secrets: not for logs
 */
public record Deployment(
        String id,
        String project,
        String name,
        Runtime runtime,
        String handler,
        int memoryMb,
        Duration timeout,
        int maxInstances,
        Map<String, String> env,
        String codeSha256,
        long generation) {

    /** In the form that clients of AWS Lambda take apart. */
    public String arn() {
        return "arn:berth:lambda:local:" + project + ":function:" + name;
    }

    /** The whole environment of an instance; those variables that the runtime itself defines are as on AWS Lambda. */
    public Map<String, String> environment(String instance) {
        var all = new HashMap<>(env);
        all.put("_HANDLER", handler);
        all.put("LAMBDA_TASK_ROOT", "/var/task");
        all.put("LAMBDA_RUNTIME_DIR", "/opt/berth");
        all.put("AWS_LAMBDA_FUNCTION_NAME", name);
        all.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memoryMb));
        all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/berth/function/" + name);
        all.put("AWS_LAMBDA_LOG_STREAM_NAME", instance);
        all.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + runtime.text());
        return all;
    }

    @Override
    public String toString() {
        return "function=" + id + " generation=" + generation;
    }
}
