package io.slipway.work;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What trusted proxies say of a request: who the client is and under which scheme, host and port it came.
///
/// Each proxy adds to the right, so lists are read from there: the client is the first address that is no trusted
/// proxy, and the scheme and the host are those of the same hop. Where a request has `X-Forwarded-…`, a `Forwarded`
/// beside it is not believed: most proxies set the former and pass the latter on as the client sent it.
record Forwarding(Optional<String> client, Optional<String> scheme, Optional<String> host, Optional<Integer> port) {

    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::(\\d{1,5}))?");

    static Forwarding of(HttpServletRequest request, Predicate<InetAddress> trusted) {
        List<String> addresses = values(request, "X-Forwarded-For");
        List<String> schemes = values(request, "X-Forwarded-Proto");
        List<String> hosts = values(request, "X-Forwarded-Host");
        List<String> ports = values(request, "X-Forwarded-Port");
        if (addresses.isEmpty() && schemes.isEmpty() && hosts.isEmpty() && ports.isEmpty()) {
            List<String> elements = values(request, "Forwarded");
            addresses = parameters(elements, "for");
            schemes = parameters(elements, "proto");
            hosts = parameters(elements, "host");
        }
        return read(addresses, schemes, hosts, ports, trusted);
    }

    private static Forwarding read(
            List<String> addresses,
            List<String> schemes,
            List<String> hosts,
            List<String> ports,
            Predicate<InetAddress> trusted) {
        Optional<String> client = Optional.empty();
        int hop = 0;
        for (int i = addresses.size() - 1; i >= 0; i--) {
            Optional<InetAddress> address = address(addresses.get(i));
            hop = addresses.size() - 1 - i;
            // what cannot be read ends the chain: the proxy that wrote it is the last one known
            if (address.isEmpty()) {
                break;
            }
            client = address.map(InetAddress::getHostAddress);
            if (!trusted.test(address.get())) {
                break;
            }
        }
        var host = at(hosts, hop).map(HOST::matcher).filter(matcher -> matcher.matches());
        return new Forwarding(
                client,
                at(schemes, hop).map(scheme -> scheme.toLowerCase(Locale.ROOT)).filter(Forwarding::isScheme),
                host.map(matcher -> matcher.group(1)),
                at(ports, hop).or(() -> host.map(matcher -> matcher.group(2))).flatMap(Forwarding::port));
    }

    /// The value of a hop, counted from the right; a proxy that only sets and never adds leaves a list of one.
    private static Optional<String> at(List<String> values, int hop) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(Math.max(0, values.size() - 1 - hop)));
    }

    private static List<String> values(HttpServletRequest request, String name) {
        List<String> values = new ArrayList<>();
        for (String line : Collections.list(request.getHeaders(name))) {
            Arrays.stream(line.split(",", -1)).map(String::trim).forEach(values::add);
        }
        return values;
    }

    private static List<String> parameters(List<String> elements, String name) {
        return elements.stream()
                .map(element -> parameters(element).getOrDefault(name, ""))
                .toList();
    }

    private static Map<String, String> parameters(String element) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : element.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = pair.substring(equals + 1).trim();
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                parameters.put(
                        pair.substring(0, equals).trim().toLowerCase(Locale.ROOT),
                        quoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        return parameters;
    }

    /// `203.0.113.7`, `203.0.113.7:4711`, `2001:db8::1` or `[2001:db8::1]:4711`.
    private static Optional<InetAddress> address(String text) {
        String address = text;
        if (text.startsWith("[") && text.contains("]")) {
            address = text.substring(1, text.indexOf(']'));
        } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
            address = text.substring(0, text.indexOf(':'));
        }
        return literal(address);
    }

    static Optional<InetAddress> literal(@Nullable String address) {
        try {
            return address == null ? Optional.empty() : Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isScheme(String scheme) {
        return scheme.equals("http") || scheme.equals("https");
    }

    private static Optional<Integer> port(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(digits -> digits.matches("\\d{1,5}"))
                .map(Integer::valueOf)
                .filter(port -> port > 0 && port < 65_536);
    }
}
