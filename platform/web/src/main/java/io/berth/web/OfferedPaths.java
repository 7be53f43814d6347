package io.berth.web;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestPath;
import org.jboss.resteasy.reactive.server.mapping.URITemplate;

/**
 * Which methods a path takes. RESTEasy answers 404 instead of 405 where one resource class lies under another's path, as a
 * sub-collection does: it gives up at the first class that has no such method.
 */
@ApplicationScoped
class OfferedPaths {
    private final RequestMapper<Set<String>> paths;

    OfferedPaths() {
        var methods = new TreeMap<String, Set<String>>();
        Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(bean -> (Class<?>) bean.getBeanClass())
                .distinct()
                .filter(type -> type.isAnnotationPresent(Path.class))
                .forEach(type -> collect(type, methods));
        var templates = new ArrayList<RequestPath<Set<String>>>();
        methods.forEach(
                (template, verbs) -> templates.add(new RequestPath<>(false, new URITemplate(template, false), verbs)));
        this.paths = new RequestMapper<>(templates);
    }

    /** Empty when no endpoint has this path. */
    Set<String> methods(String path) {
        var match = paths.map(path);
        return match == null ? Set.of() : match.value;
    }

    /** Where the thing with this id is read that a {@code POST} to the collection made: under it, or at the top. */
    Optional<String> item(String collection, String id) {
        var plain = collection.startsWith("/") ? collection : "/" + collection;
        var parts = plain.split("/", -1);
        return Stream.of(plain + "/" + id, "/" + parts[1] + "/" + parts[parts.length - 1] + "/" + id)
                .filter(path -> methods(path).contains("GET"))
                .findFirst();
    }

    private static void collect(Class<?> type, Map<String, Set<String>> methods) {
        for (var method : type.getDeclaredMethods()) {
            verbs(method)
                    .forEach(verb -> methods.computeIfAbsent(template(type, method), any -> new TreeSet<>())
                            .add(verb));
        }
    }

    private static Stream<String> verbs(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(HttpMethod::value);
    }

    private static String template(Class<?> type, Method method) {
        var own = method.getAnnotation(Path.class);
        var joined = "/" + type.getAnnotation(Path.class).value() + "/" + (own == null ? "" : own.value());
        var plain = joined.replaceAll("/{2,}", "/");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
