package io.slipway.builds;

import java.util.List;
import java.util.Optional;

/// What people say of a trigger.
///
/// @param token     empty: the one that is kept stays
/// @param hostKeys  lines of known_hosts; needed for SSH, but for servers of [KnownHosts]
/// @param allowPushes whether others than builds may push the tags that its rules make
/// @param supersede whether a push drops older builds of the same ref that are not over
public record TriggerWish(
        GitProvider provider,
        String url,
        GitAccess access,
        String login,
        Optional<String> token,
        List<String> hostKeys,
        boolean submodules,
        boolean supersede,
        boolean allowPushes,
        boolean enabled) {

    public TriggerWish {
        url = url.strip();
        login = login.strip();
        token = token.map(String::strip).filter(it -> !it.isEmpty());
        hostKeys = hostKeys.stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    TriggerWish withHostKeys(List<String> keys) {
        return new TriggerWish(provider, url, access, login, token, keys, submodules, supersede, allowPushes, enabled);
    }

    @Override
    public String toString() {
        return "TriggerWish[" + provider + " " + url + "]";
    }
}
