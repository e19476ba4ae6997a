package io.slipway.builds.worker;

import io.slipway.builds.BuildSettings;
import io.slipway.oci.RepositoryName;
import io.slipway.work.CommandLine;
import io.slipway.work.PublicUrl;
import io.slipway.work.SlipwaySettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Under which name builders reach this registry: by a name of its own for loopback, or as the settings say.
@Component
public class RegistryAddress {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]");

    private final BuildSettings settings;
    private final SlipwaySettings site;
    private final Environment environment;

    RegistryAddress(BuildSettings settings, SlipwaySettings site, Environment environment) {
        this.settings = settings;
        this.site = site;
        this.environment = environment;
    }

    /// What comes before the name in a reference. Builders ask for nothing at loopback, which is their own: there the
    /// registry has a name.
    public String authority() {
        return elsewhere()
                .map(it -> isLoopback(it) ? PublicUrl.BUILDERS + ":" + port(it) : it.getRawAuthority())
                .orElseGet(() -> PublicUrl.BUILDERS + ":" + port());
    }

    String reference(RepositoryName name) {
        return authority() + "/" + name.value();
    }

    public boolean isEncrypted() {
        return elsewhere().map(URI::getScheme).filter("https"::equals).isPresent();
    }

    /// As builders ask for a connection.
    String hostAndPort() {
        return elsewhere()
                .filter(it -> !isLoopback(it))
                .map(it -> it.getHost().toLowerCase(Locale.ROOT) + ":" + port(it))
                .orElseGet(this::authority);
    }

    /// Where that leads; not looked up.
    InetSocketAddress address() {
        return elsewhere()
                .map(it -> InetSocketAddress.createUnresolved(it.getHost(), port(it)))
                .orElseGet(() -> InetSocketAddress.createUnresolved(
                        environment.getProperty("server.address", "127.0.0.1"), Integer.parseInt(port())));
    }

    /// A base image of this registry, by whatever name people know the registry.
    ///
    /// @param image with a host before the first slash
    /// @return how builders ask for it
    Optional<String> own(String image) {
        int slash = image.indexOf('/');
        boolean own = slash > 0 && names().contains(image.substring(0, slash));
        return own ? Optional.of(authority() + image.substring(slash)) : Optional.empty();
    }

    /// By which people know it, and builders, too.
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(site.otherHosts());
        site.publicUrl().map(URI::getRawAuthority).ifPresent(names::add);
        names.add(authority());
        names.add("localhost:" + port());
        names.add("127.0.0.1:" + port());
        return names;
    }

    /// Empty where this process is the registry.
    Optional<URI> elsewhere() {
        return settings.registry().or(() -> site.publicUrl().filter(_ -> CommandLine.isCommand(environment)));
    }

    private static boolean isLoopback(URI uri) {
        return LOOPBACK.matcher(uri.getHost()).matches();
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equals("https") ? 443 : 80;
    }

    private String port() {
        return environment.getProperty("local.server.port", environment.getProperty("server.port", "5000"));
    }
}
