package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.HostAliasBuilder;
import io.slipway.builds.worker.BuildFailure;
import io.slipway.builds.worker.BuildReason;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server that a build's pod talks to: looked up here, once, and written into the pod, which so needs no name server.
///
/// @param name without brackets
record KubernetesHost(String name, int port, List<InetAddress> addresses) {

    /// `git@host:path`
    private static final Pattern SHORT = Pattern.compile("[^/@]+@(?<host>[^/:\\[\\]]+|\\[[0-9A-Fa-f:.]+]):.*");

    KubernetesHost {
        addresses = List.copyOf(addresses);
    }

    /// @throws BuildFailure CLONE, also for addresses at which no Git server of others is
    static KubernetesHost ofSource(String url) {
        Matcher brief = SHORT.matcher(url);
        KubernetesHost host = brief.matches() && !url.contains("://")
                ? find(brief.group("host"), 22, BuildReason.CLONE)
                : of(URI.create(url), BuildReason.CLONE);
        if (host.addresses().stream().anyMatch(KubernetesHost::isOfTheNode)) {
            throw new BuildFailure(
                    BuildReason.CLONE, "no source is at " + host.name() + ": it is an address of a node");
        }
        return host;
    }

    /// @throws BuildFailure INTERNAL
    static KubernetesHost ofRegistry(URI url) {
        return of(url, BuildReason.INTERNAL);
    }

    /// For `/etc/hosts` of the pod.
    List<HostAlias> aliases() {
        return addresses.stream()
                .filter(address -> !name.equals(address.getHostAddress()))
                .map(address -> new HostAliasBuilder()
                        .withIp(address.getHostAddress())
                        .withHostnames(name)
                        .build())
                .toList();
    }

    /// Ranges of one address.
    List<String> ranges() {
        return addresses.stream()
                .map(address -> address.getHostAddress() + (address instanceof Inet6Address ? "/128" : "/32"))
                .toList();
    }

    private static KubernetesHost of(URI url, BuildReason reason) {
        int usual = switch (url.getScheme().toLowerCase(Locale.ROOT)) {
            case "https" -> 443;
            case "ssh" -> 22;
            default -> 80;
        };
        return find(url.getHost(), url.getPort() < 0 ? usual : url.getPort(), reason);
    }

    private static KubernetesHost find(String host, int port, BuildReason reason) {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host.toLowerCase(Locale.ROOT);
        try {
            return new KubernetesHost(
                    name,
                    port,
                    Arrays.stream(InetAddress.getAllByName(name)).distinct().toList());
        } catch (UnknownHostException _) {
            throw new BuildFailure(reason, "nobody knows the address of " + name);
        }
    }

    private static boolean isOfTheNode(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress();
    }
}
