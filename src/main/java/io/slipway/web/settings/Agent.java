package io.slipway.web.settings;

import java.util.List;
import java.util.Optional;

/// The few words of a `User-Agent` that people know.
final class Agent {

    private static final int MAX = 60;

    /// Those that call themselves by others' names, too, come first.
    private static final List<String> BROWSERS = List.of("Edg", "OPR", "Firefox", "Chrome", "Safari");
    private static final List<String> SYSTEMS = List.of("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux");

    private Agent() {}

    static String name(String client) {
        Optional<String> browser = first(BROWSERS, client, "/").map(Agent::plain);
        Optional<String> system = first(SYSTEMS, client, "");
        if (browser.isPresent()) {
            return browser.get() + system.map(found -> ", " + found).orElse("");
        }
        return client.length() > MAX ? client.substring(0, MAX) + "…" : client;
    }

    private static Optional<String> first(List<String> names, String client, String after) {
        return names.stream().filter(name -> client.contains(name + after)).findFirst();
    }

    private static String plain(String token) {
        return switch (token) {
            case "Edg" -> "Edge";
            case "OPR" -> "Opera";
            default -> token;
        };
    }
}
