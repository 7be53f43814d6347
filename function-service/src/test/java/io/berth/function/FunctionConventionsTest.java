package io.berth.function;

import io.berth.test.BerthStack;
import io.berth.test.ConventionsSuite;
import io.berth.test.Sample;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

@QuarkusTest
@QuarkusTestResource(BerthStack.class)
class FunctionConventionsTest extends ConventionsSuite {
    @Override
    protected List<Sample> samples() {
        return List.of(Sample.of("/v1/functions", name -> Api.function(name, "echo", ""))
                .patch("{\"memoryMb\": 200, \"env\": {\"A\": \"1\"}}")
                .invalid("a runtime that is not there", name ->
                        """
                        {"name": "%s", "runtime": "cobol", "handler": "a.b", "code": {"zip": "%s"}}""".formatted(name, Base64.getEncoder().encodeToString(Api.zip("x"))))
                .invalid("no code", name -> """
                        {"name": "%s", "runtime": "nodejs24.x", "handler": "a.b"}""".formatted(name))
                .invalid("code that is no archive", name -> """
                        {"name": "%s", "runtime": "nodejs24.x", "handler": "a.b", "code": {"zip": "AAAA"}}""".formatted(name))
                .invalid("an archive that reaches out", name ->
                        """
                        {"name": "%s", "runtime": "nodejs24.x", "handler": "a.b", "code": {"zip": "%s"}}""".formatted(name, Base64.getEncoder().encodeToString(Api.zip(Map.of("../x", "x")))))
                .invalid("a handler without a name", name ->
                        """
                        {"name": "%s", "runtime": "nodejs24.x", "handler": "index", "code": {"zip": "%s"}}""".formatted(name, Base64.getEncoder().encodeToString(Api.zip("x"))))
                .invalid("too little memory", with("\"memoryMb\": 64"))
                .invalid("an endless time", with("\"timeout\": \"2h\""))
                .invalid("no instances", with("\"maxInstances\": 0"))
                .invalid("a variable of the runtime", with("\"env\": {\"AWS_LAMBDA_RUNTIME_API\": \"x\"}"))
                .invalid("a name that is none of a variable", with("\"secrets\": {\"a b\": \"x\"}"))
                .invalid("a variable twice", with("\"env\": {\"A\": \"x\"}, \"secrets\": {\"A\": \"x\"}"))
                .invalid("too large an environment", with("\"env\": {\"A\": \"" + "x".repeat(4096) + "\"}"))
                .invalid("an own image", with("\"image\": \"default/app:1\""))
                .invalid("mounts", with("\"mounts\": []")));
    }

    @Override
    protected Map<String, String> actions() {
        return Map.of("/v1/functions/{ref}/invocations", "runs the function");
    }

    private static UnaryOperator<String> with(String fields) {
        return name -> Api.function(name, "echo", ", " + fields);
    }
}
