package io.berth.test;

import io.quarkus.arc.Arc;
import io.vertx.ext.web.Route;
import jakarta.enterprise.inject.Any;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every way into the running application: its JAX-RS resources and the routes on its Vert.x router. */
final class Endpoints {
    /** Quarkus' own: health, metrics, OpenAPI. Public by Berth's API contract. */
    private static final String FRAMEWORK = "/q";

    private Endpoints() {}

    static List<Endpoint> all() {
        return Stream.concat(resources().stream(), routes())
                .distinct()
                .sorted(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method))
                .toList();
    }

    static List<Endpoint> resources() {
        return Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(bean -> (Class<?>) bean.getBeanClass())
                .distinct()
                .filter(type -> type.isAnnotationPresent(Path.class) && !type.isInterface())
                .flatMap(Endpoints::resource)
                .toList();
    }

    private static Stream<Endpoint> resource(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).flatMap(method -> endpoint(type, method).stream());
    }

    private static Optional<Endpoint> endpoint(Class<?> type, Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .findFirst()
                .map(verb -> new Endpoint(verb.value(), path(type, method), consumes(type, method)));
    }

    private static String path(Class<?> type, Method method) {
        var own = method.getAnnotation(Path.class);
        var joined = "/" + type.getAnnotation(Path.class).value() + "/" + (own == null ? "" : own.value());
        var plain = joined.replaceAll("\\{\\s*(\\w+)\\s*:[^/]*}", "{$1}").replaceAll("/+", "/");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    private static List<String> consumes(AnnotatedElement type, AnnotatedElement method) {
        return Stream.of(method, type)
                .map(element -> element.getAnnotation(Consumes.class))
                .filter(consumes -> consumes != null)
                .findFirst()
                .map(consumes -> List.of(consumes.value()))
                .orElse(List.of());
    }

    /** Routes without a path are filters, or JAX-RS itself. */
    private static Stream<Endpoint> routes() {
        var router = Arc.container().instance(RouterWitness.class).get().router();
        return router.getRoutes().stream()
                .filter(route -> path(route) != null && !path(route).startsWith(FRAMEWORK))
                .flatMap(route -> route.methods() == null
                        ? Stream.of(new Endpoint("ANY", path(route), List.of()))
                        : route.methods().stream().map(verb -> new Endpoint(verb.name(), path(route), List.of())));
    }

    private static String path(Route route) {
        var path = route.getPath() == null ? route.getName() : route.getPath();
        return path == null || path.equals("/") || path.equals("/*") ? null : path;
    }
}
