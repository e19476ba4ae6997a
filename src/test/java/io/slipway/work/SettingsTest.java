package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"SLIPWAY_PUBLIC_URL", "SLIPWAY_PUBLICURL"})
    void takesThePublicUrlFromTheEnvironmentInBothSpellings(String variable) {
        ConfigurableEnvironment environment = withVariables(Map.of(variable, "https://registry.example.com/"));

        check(environment);

        assertThat(bind(environment).publicUrl()).contains(URI.create("https://registry.example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SLIPWAY_OTHER_HOSTS", "SLIPWAY_OTHERHOSTS", "SLIPWAY_OTHER_HOSTS_0"})
    void takesListsFromTheEnvironment(String variable) {
        ConfigurableEnvironment environment = withVariables(Map.of(variable, "mirror.example.com"));

        check(environment);

        assertThat(bind(environment).otherHosts()).containsExactly("mirror.example.com");
    }

    @Test
    void hasDefaults() {
        SlipwaySettings settings = bind(withVariables(Map.of("SLIPWAY_DATA_DIR", "/tmp/x", "SLIPWAY_PUBLIC_URL", "")));

        assertThat(settings.publicUrl()).isEmpty();
        assertThat(settings.otherHosts()).isEmpty();
        assertThat(settings.trustedProxies()).containsExactly("127.0.0.0/8", "::1");
        assertThat(settings.dataDir()).isAbsolute();
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.example.com", "ftp://a", "https://a/registry", "https://u@a", "https://a?b"})
    void refusesAPublicUrlThatIsMoreOrLessThanAHost(String url) {
        assertThatThrownBy(() -> bind(withProperties(Map.of("slipway.public-url", url))))
                .rootCause()
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("slipway.public-url must look like");
    }

    @Test
    void namesTheNearestSetting() {
        assertThatThrownBy(() -> check(withProperties(Map.of("slipway.publik-url", "x"))))
                .isInstanceOf(StartFailure.class)
                .hasMessage("There is no setting slipway.publik-url: did you mean slipway.public-url?");
        assertThatThrownBy(() -> check(withVariables(Map.of("SLIPWAY_STORAGE_DISK_PAHT", "x"))))
                .hasMessage("There is no setting SLIPWAY_STORAGE_DISK_PAHT: did you mean slipway.storage.disk.path?");
    }

    @Test
    void refusesADotWhereADashBelongs() {
        assertThatThrownBy(() -> check(withProperties(Map.of("slipway.public.url", "x"))))
                .isInstanceOf(StartFailure.class);
    }

    @Test
    void acceptsEverySpellingThatBinds() {
        check(withProperties(Map.of(
                "slipway.publicUrl",
                "https://a",
                "slipway.other_hosts[0]",
                "b",
                "slipway.master-key",
                "c",
                "slipway.storage.disk.reserve",
                "0")));
    }

    @Test
    void ignoresVariablesThatOthersMake() {
        check(withVariables(Map.of(
                "SLIPWAY_SERVICE_HOST", "10.0.0.1",
                "SLIPWAY_SERVICE_PORT_HTTP", "80",
                "SLIPWAY_PORT", "tcp://10.0.0.1:80",
                "SLIPWAY_PORT_80_TCP_ADDR", "10.0.0.1",
                "SLIPWAY_POSTGRES_SERVICE_HOST", "10.0.0.2",
                "SLIPWAYS", "x")));
    }

    @Test
    void knowsNestedListsAndMaps() {
        KnownSettings known = new KnownSettings(List.of(Example.class));

        assertThat(known.contains("slipway.example.mirrors[3].remote-url")).isTrue();
        assertThat(known.contains("slipway.example.labels.anything")).isTrue();
        assertThat(known.contains("slipway.example.limit.per-hour")).isTrue();
        assertThat(known.contains("slipway.example.limit")).isFalse();
        assertThat(known.contains("slipway.example.labelsx")).isFalse();
        assertThat(known.containsVariable("SLIPWAY_EXAMPLE_MIRRORS_3_REMOTE_URL"))
                .isTrue();
        assertThat(known.containsVariable("SLIPWAY_EXAMPLE_LABELS_A")).isTrue();
    }

    private static void check(ConfigurableEnvironment environment) {
        DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
        beanFactory.registerSingleton("environment", environment);
        new UnknownSettingsCheck().postProcessBeanFactory(beanFactory);
    }

    private static SlipwaySettings bind(ConfigurableEnvironment environment) {
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bindOrCreate("slipway", SlipwaySettings.class);
    }

    private static ConfigurableEnvironment withVariables(Map<String, Object> variables) {
        ConfigurableEnvironment environment = withProperties(Map.of());
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return environment;
    }

    private static ConfigurableEnvironment withProperties(Map<String, Object> properties) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment.getPropertySources().addFirst(new MapPropertySource("settings", properties));
        return environment;
    }

    @ConfigurationProperties("slipway.example")
    record Example(List<Mirror> mirrors, Map<String, String> labels, Optional<Limit> limit) {

        record Mirror(URI remoteUrl) {}

        record Limit(int perHour) {}
    }
}
