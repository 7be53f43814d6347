package io.berth.web;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A required DNS label (RFC 1123, section 2.1; lower case): it becomes a host name on Berth's networks. */
@NotNull
@Pattern(regexp = ResourceName.PATTERN)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({FIELD, METHOD, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
public @interface ResourceName {
    /** As a regular expression. */
    String PATTERN = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    String message() default
            "must be a DNS label: 1 to 63 lower-case letters, digits or hyphens, a letter or digit first and last";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
