package io.berth.image.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the caller's token must open for the repository in the path's {@code name}. A method of a registry resource
 * without this is closed.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Requires {
    /** Empty where any valid token will do. */
    Action[] value() default {};
}
