package io.slipway.api;

import io.slipway.builds.GitAccess;
import io.slipway.builds.GitProvider;
import io.slipway.builds.Trigger;
import io.slipway.builds.TriggerWish;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What somebody says of a trigger; of one that is there, what is left out stays.
record TriggerBody(
        @Nullable String provider,
        @Nullable String url,
        @Nullable String access,
        @Nullable String login,
        @Nullable String token,
        @Nullable List<String> hostKeys,
        @Nullable Boolean submodules,
        @Nullable Boolean supersede,
        @Nullable Boolean allowPushes,
        @Nullable Boolean enabled) {

    TriggerWish toNew() {
        return new TriggerWish(
                one(GitProvider.values(), Fields.need(provider, "provider"), "provider"),
                Fields.need(url, "url"),
                access == null ? GitAccess.NONE : one(GitAccess.values(), access, "access"),
                login == null ? "" : login,
                Optional.ofNullable(token),
                keys(List.of()),
                Boolean.TRUE.equals(submodules),
                Boolean.TRUE.equals(supersede),
                Boolean.TRUE.equals(allowPushes),
                !Boolean.FALSE.equals(enabled));
    }

    TriggerWish over(Trigger now) {
        return new TriggerWish(
                provider == null ? now.provider() : one(GitProvider.values(), provider, "provider"),
                url == null ? now.url() : url,
                access == null ? now.access() : one(GitAccess.values(), access, "access"),
                login == null ? now.login() : login,
                Optional.ofNullable(token),
                keys(now.hostKeys()),
                Objects.requireNonNullElse(submodules, now.submodules()),
                Objects.requireNonNullElse(supersede, now.supersede()),
                Objects.requireNonNullElse(allowPushes, now.allowPushes()),
                Objects.requireNonNullElse(enabled, now.enabled()));
    }

    @Override
    public String toString() {
        return "TriggerBody[" + provider + " " + url + "]";
    }

    private List<String> keys(List<String> now) {
        return hostKeys == null
                ? now
                : hostKeys.stream().filter(Objects::nonNull).toList();
    }

    static <T extends Enum<T>> T one(T[] values, String id, String field) {
        return Arrays.stream(values)
                .filter(value -> PoliciesResource.id(value).equals(id))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid(field + " is one of "
                        + String.join(
                                ", ",
                                Arrays.stream(values).map(PoliciesResource::id).toList())));
    }
}
