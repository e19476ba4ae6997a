package io.slipway.builds;

import io.slipway.work.OutboundAddresses;
import io.slipway.work.OutboundException;
import java.net.InetAddress;
import java.util.List;
import org.springframework.stereotype.Component;

/// Hosts to which a build goes: looked up and judged once, and then written down for it, so that a second answer of a
/// name server leads nowhere else.
@Component
class PinnedHosts {

    private final OutboundAddresses outbound;

    PinnedHosts(OutboundAddresses outbound) {
        this.outbound = outbound;
    }

    /// Of the server of a Git repository.
    ///
    /// @return lines of a file of hosts
    /// @throws BuildFailure CLONE when Slipway does not go there
    List<String> ofGit(String url) {
        GitUrl git = GitUrl.parse(url);
        if (git.scheme() == GitUrl.Scheme.HTTP && !outbound.isAllowed(git.host())) {
            throw new BuildFailure(
                    BuildReason.CLONE,
                    "http:// is for hosts only that an administrator lists in slipway.outbound.allow");
        }
        return lines(git.host(), BuildReason.CLONE);
    }

    /// Of the registry of an image.
    ///
    /// @param image with its registry
    /// @throws BuildFailure BASE_IMAGE when Slipway does not go there
    List<String> ofImage(String image) {
        String authority = image.substring(0, image.indexOf('/'));
        return lines(authority.replaceFirst(":[0-9]+$", ""), BuildReason.BASE_IMAGE);
    }

    private List<String> lines(String host, BuildReason reason) {
        try {
            return outbound.resolve(host).stream()
                    .map(InetAddress::getHostAddress)
                    .map(address -> address + " " + host)
                    .toList();
        } catch (OutboundException e) {
            throw new BuildFailure(reason, String.valueOf(e.getMessage()));
        }
    }
}
