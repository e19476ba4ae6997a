package io.slipway.builds.worker;

import io.slipway.builds.GitUrl;
import io.slipway.work.OutboundAddresses;
import io.slipway.work.OutboundException;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Where builds may go: to this registry, and to hosts that Slipway goes to for anybody.
@Component
class Outlets {

    private final OutboundAddresses outbound;
    private final RegistryAddress registry;

    Outlets(OutboundAddresses outbound, RegistryAddress registry) {
        this.outbound = outbound;
        this.registry = registry;
    }

    /// A way out for one command. Whatever the command asks for later, and whoever sends it there, is judged then.
    Outlet open() throws IOException {
        return new Outlet(outbound, Map.of());
    }

    /// The same, and to this registry, wherever it is.
    Outlet openToRegistry() throws IOException {
        return new Outlet(outbound, Map.of(registry.hostAndPort(), registry.address()));
    }

    /// Judges the server of a Git repository before anything goes there.
    ///
    /// @throws BuildFailure CLONE when Slipway does not go there
    void checkGit(String url) {
        GitUrl git = GitUrl.parse(url);
        if (git.scheme() == GitUrl.Scheme.HTTP && !outbound.isAllowed(git.host())) {
            throw new BuildFailure(
                    BuildReason.CLONE,
                    "http:// is for hosts only that an administrator lists in slipway.outbound.allow");
        }
        check(git.host(), BuildReason.CLONE);
    }

    /// Judges the registry of an image before anything goes there.
    ///
    /// @param image with its registry
    /// @throws BuildFailure BASE_IMAGE when Slipway does not go there
    void checkImage(String image) {
        String authority = image.substring(0, image.indexOf('/'));
        check(authority.replaceFirst(":[0-9]+$", ""), BuildReason.BASE_IMAGE);
    }

    private void check(String host, BuildReason reason) {
        try {
            outbound.resolve(host);
        } catch (OutboundException e) {
            throw new BuildFailure(reason, String.valueOf(e.getMessage()));
        }
    }
}
