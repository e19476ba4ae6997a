package io.slipway.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.TestPropertySourceUtils;

class OwnDatabaseCustomizerFactory implements ContextCustomizerFactory {

    private static final String MASTER_KEY = "c2xpcHdheS10ZXN0cy1vbmx5LW1hc3Rlci1rZXktMzI=";

    @Override
    public ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        var annotation = TestContextAnnotationUtils.findAnnotationDescriptor(testClass, OwnDatabase.class);
        return new Customizer(Objects.requireNonNull(annotation).getRootDeclaringClass());
    }

    /// Part of the key under which Spring keeps contexts: only classes that inherit one annotation share one.
    private record Customizer(Class<?> annotated) implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            MutablePropertySources sources = context.getEnvironment().getPropertySources();
            MapPropertySource ours = new MapPropertySource("own database", properties());
            if (sources.contains(TestPropertySourceUtils.INLINED_PROPERTIES_PROPERTY_SOURCE_NAME)) {
                sources.addAfter(TestPropertySourceUtils.INLINED_PROPERTIES_PROPERTY_SOURCE_NAME, ours);
            } else {
                sources.addFirst(ours);
            }
        }

        private static Map<String, Object> properties() {
            TestDatabase database = TestDatabase.migrated();
            Map<String, Object> properties = new HashMap<>();
            properties.put("spring.datasource.url", database.url());
            properties.put("spring.datasource.username", TestDatabase.PROGRAM);
            properties.put("spring.datasource.password", TestDatabase.PROGRAM);
            properties.put("spring.flyway.user", database.username());
            properties.put("spring.flyway.password", database.password());
            properties.put("spring.datasource.hikari.minimum-idle", "0");
            properties.put("server.port", "0");
            properties.put("slipway.data-dir", TestFolder.fresh("data").toString());
            properties.put("slipway.master-key", MASTER_KEY);
            properties.put("slipway.storage.disk.reserve", "0");
            properties.put("slipway.builds.runner", "none");
            return properties;
        }
    }
}
