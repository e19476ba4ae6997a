package io.slipway.work;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/// The names of all `slipway.*` settings, read from the settings records of all modules.
/// Below an open one (a map) every name is known.
final class KnownSettings {

    static final String PREFIX = "slipway";

    private static final String ROOT_PACKAGE = ClassUtils.getPackageName(KnownSettings.class.getPackageName());

    private final SortedSet<String> names = new TreeSet<>();
    private final SortedSet<String> open = new TreeSet<>();

    KnownSettings(Collection<Class<?>> records) {
        for (Class<?> type : records) {
            var annotation = AnnotatedElementUtils.getMergedAnnotation(type, ConfigurationProperties.class);
            if (annotation != null && annotation.prefix().startsWith(PREFIX)) {
                collect(annotation.prefix(), type);
            }
        }
    }

    static KnownSettings scan() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return new KnownSettings(scanner.findCandidateComponents(ROOT_PACKAGE).stream()
                .<Class<?>>map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .toList());
    }

    /// A name as it stands in a file or on the command line.
    boolean contains(String name) {
        return matches(uniform(name), false);
    }

    /// A name as it stands in the environment, where an underscore is a dot, a dash, or before an index.
    boolean containsVariable(String name) {
        String dotted =
                name.toLowerCase(Locale.ROOT).replaceAll("_\\d+(?=_|$)", "").replace('_', '.');
        return matches(dotted, true);
    }

    Optional<String> nearest(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return names.stream().min(Comparator.comparingInt(known -> distance(wanted, known.replace('.', '-'))));
    }

    private boolean matches(String name, boolean dotsDoNotCount) {
        String wanted = dotsDoNotCount ? name.replace(".", "") : name;
        return names.stream().map(known -> comparable(known, dotsDoNotCount)).anyMatch(wanted::equals)
                || open.stream()
                        .map(known -> comparable(known, dotsDoNotCount))
                        .anyMatch(known -> wanted.startsWith(dotsDoNotCount ? known : known + "."));
    }

    private static String comparable(String known, boolean dotsDoNotCount) {
        String uniform = uniform(known);
        return dotsDoNotCount ? uniform.replace(".", "") : uniform;
    }

    /// The form in which the framework compares names, without indexes.
    private static String uniform(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("\\[\\d+]", "").replaceAll("[-_]", "");
    }

    private void collect(String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            collect(
                    prefix + "." + DataObjectPropertyName.toDashedForm(component.getName()),
                    component.getGenericType());
        }
    }

    private void collect(String name, Type type) {
        switch (type) {
            case Class<?> nested
            when nested.isRecord() && nested.getName().startsWith(ROOT_PACKAGE + ".") -> collect(name, nested);
            case ParameterizedType map
            when map.getRawType() == Map.class -> {
                names.add(name);
                open.add(name);
            }
            case ParameterizedType wrapper
            when List.of(Optional.class, List.class).contains(wrapper.getRawType()) ->
                collect(name, wrapper.getActualTypeArguments()[0]);
            default -> names.add(name);
        }
    }

    /// The number of letters to insert, delete or replace (Levenshtein).
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[to.length()];
    }
}
