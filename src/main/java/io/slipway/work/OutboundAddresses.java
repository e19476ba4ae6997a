package io.slipway.work;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Hosts that people name: whether Slipway goes there, and by which addresses. Whoever connects takes the addresses of
/// [#resolve] and asks no name server again, or a second answer could lead elsewhere.
@Component
public class OutboundAddresses {

    private static final String SETTING = "slipway.outbound.allow";
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");
    private static final Pattern FOUR_NUMBERS =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    /// Last parts of names that only a private network knows.
    private static final Set<String> PRIVATE_ENDS = Set.of(
            "internal", "local", "localhost", "localdomain", "lan", "home", "corp", "intranet", "svc", "cluster");

    private final Set<String> names;
    private final List<Cidr> ranges;

    OutboundAddresses(OutboundSettings settings) {
        this.names = settings.allow().stream()
                .filter(entry -> !isRange(entry))
                .map(OutboundAddresses::canonical)
                .collect(Collectors.toUnmodifiableSet());
        this.ranges = settings.allow().stream()
                .filter(OutboundAddresses::isRange)
                .map(entry -> Cidr.parse(entry, SETTING))
                .toList();
    }

    /// All its addresses, each of which may be gone to.
    ///
    /// @param host a name, or an address; IPv6 with or without brackets
    /// @throws OutboundException when it has none, or one that is closed
    public List<InetAddress> resolve(String host) {
        String name = check(host);
        List<InetAddress> found;
        try {
            found = isLiteral(name) ? List.of(InetAddress.ofLiteral(name)) : List.of(InetAddress.getAllByName(name));
        } catch (UnknownHostException e) {
            throw new OutboundException("the host " + name + " has no address");
        }
        if (!names.contains(name) && !found.stream().allMatch(this::isOpen)) {
            throw closed(name);
        }
        return found;
    }

    /// What can be said before a connection: a name that no name server knows (yet) is let through.
    ///
    /// @return the host as it is compared: in lower case, without brackets and a dot at its end
    /// @throws OutboundException when it is closed for sure
    public String check(String host) {
        String name = canonical(host);
        if (isLiteral(name)) {
            if (!names.contains(name) && !isOpen(InetAddress.ofLiteral(name))) {
                throw closed(name);
            }
            return name;
        }
        if (!NAME.matcher(name).matches() || NUMERIC.matcher(name).matches()) {
            throw new OutboundException("this is no name of a host and no usual spelling of an address");
        }
        if (!names.contains(name) && isPrivateName(name)) {
            throw closed(name);
        }
        return name;
    }

    /// Whether the administrator opened just this host: only such a one may be spoken to without TLS.
    public boolean isAllowed(String host) {
        String name = canonical(host);
        return names.contains(name) || isLiteral(name) && isListed(InetAddress.ofLiteral(name));
    }

    private boolean isOpen(InetAddress address) {
        return isListed(address) || !PrivateAddresses.contains(address);
    }

    private boolean isListed(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /// A name without a dot is one of the own network, such as that of a container beside this one.
    private static boolean isPrivateName(String name) {
        return !name.contains(".")
                || PRIVATE_ENDS.contains(name.substring(name.lastIndexOf('.') + 1))
                || name.equals("kubernetes.default")
                || name.startsWith("kubernetes.default.");
    }

    private static String canonical(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isLiteral(String name) {
        if (FOUR_NUMBERS.matcher(name).matches()) {
            return true;
        }
        // without a scope: those name interfaces of this machine
        if (!name.contains(":") || name.contains("%") || name.contains("[")) {
            return false;
        }
        try {
            InetAddress.ofLiteral(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isRange(String entry) {
        return entry.contains("/") || isLiteral(canonical(entry));
    }

    private static OutboundException closed(String name) {
        return new OutboundException("the host " + name
                + " is of this machine or of a private network, where Slipway does not go unless an administrator lists"
                + " it in " + SETTING);
    }
}
