package io.slipway.work;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.stereotype.Component;

/// Stops the start, before any other bean is made, when a `slipway.*` setting is misspelt.
@Component
class UnknownSettingsCheck implements BeanFactoryPostProcessor {

    // Kubernetes and Docker announce a service named slipway in this way; the test suite has variables of its own
    private static final Pattern NOT_OURS =
            Pattern.compile("SLIPWAY_(.+_)?(SERVICE_(HOST|PORT.*)|PORT|PORT_\\d+_.*)|SLIPWAY_TEST_.*");

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        // not injected: this runs before constructors can be
        ConfigurableEnvironment environment = beanFactory.getBean(ConfigurableEnvironment.class);
        KnownSettings known = KnownSettings.scan();
        var unknown = new TreeSet<String>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                unknown.addAll(unknown(known, enumerable));
            }
        }
        if (!unknown.isEmpty()) {
            List<String> sentences =
                    unknown.stream().map(name -> sentence(known, name)).toList();
            throw new StartFailure(String.join("\n", sentences));
        }
    }

    private static List<String> unknown(KnownSettings known, EnumerablePropertySource<?> source) {
        boolean variables = source instanceof SystemEnvironmentPropertySource;
        String prefix = KnownSettings.PREFIX + (variables ? "_" : ".");
        return Arrays.stream(source.getPropertyNames())
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(prefix))
                .filter(name -> variables ? isUnknownVariable(known, name) : !known.contains(name))
                .toList();
    }

    private static boolean isUnknownVariable(KnownSettings known, String name) {
        return !known.containsVariable(name) && !NOT_OURS.matcher(name).matches();
    }

    private static String sentence(KnownSettings known, String name) {
        return "There is no setting " + name
                + known.nearest(name)
                        .map(near -> ": did you mean " + near + "?")
                        .orElse("");
    }
}
