package io.berth.web;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.regex.Pattern;

/** An optional map of at most 64 labels: keys of 1 to 63 letters, digits and {@code ._/-}, values to 255 characters. */
@Constraint(validatedBy = ResourceLabels.Check.class)
@Target({FIELD, METHOD, PARAMETER})
@Retention(RUNTIME)
public @interface ResourceLabels {
    String message() default
            "must be at most 64 labels: keys of 1 to 63 letters, digits, '.', '_', '/' or '-', values of at most 255 characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The constraint's rule. */
    class Check implements ConstraintValidator<ResourceLabels, Map<String, String>> {
        private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");

        @Override
        public boolean isValid(Map<String, String> labels, ConstraintValidatorContext context) {
            return labels == null
                    || (labels.size() <= 64 && labels.entrySet().stream().allMatch(Check::valid));
        }

        private static boolean valid(Map.Entry<String, String> label) {
            return KEY.matcher(label.getKey()).matches()
                    && label.getValue() != null
                    && label.getValue().length() <= 255;
        }
    }
}
