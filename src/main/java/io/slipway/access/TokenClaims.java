package io.slipway.access;

import com.nimbusds.jwt.JWTClaimsSet;
import io.slipway.access.AccessToken.Holding;
import io.slipway.access.AccessToken.RepositoryAccess;
import io.slipway.accounts.Role;
import io.slipway.content.TagPatterns;
import io.slipway.oci.RepositoryName;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The `access` claim: `{type, name, id, ns, av, asked, actions}` for each repository, with its new name in `now` where
/// it was asked for by an old one, the `tags` that may be changed where a credential names some, and the `role` where
/// it is more than the actions tell.
final class TokenClaims {

    private TokenClaims() {}

    static List<Map<String, @Nullable Object>> write(AccessToken token) {
        List<Map<String, @Nullable Object>> entries = new ArrayList<>();
        for (RepositoryAccess access : token.repositories()) {
            Map<String, @Nullable Object> entry = new HashMap<>();
            entry.put("type", "repository");
            entry.put("name", access.name().value());
            entry.put("id", access.id().orElse(null));
            entry.put("ns", access.namespaceId());
            entry.put("av", access.accessVersion());
            entry.put("asked", ids(access.asked()));
            entry.put("actions", ids(access.granted()));
            if (!access.current().equals(access.name())) {
                entry.put("now", access.current().value());
            }
            if (!access.tags().everything()) {
                entry.put("tags", access.tags().globs());
            }
            if (access.role() != RepositoryAccess.least(access.granted())) {
                entry.put("role", access.role().id());
            }
            entries.add(entry);
        }
        for (String name : token.registry()) {
            entries.add(new HashMap<>(Map.of("type", "registry", "name", name, "actions", List.of("*"))));
        }
        return entries;
    }

    static AccessToken read(JWTClaimsSet claims) throws ParseException {
        List<RepositoryAccess> repositories = new ArrayList<>();
        Set<String> registry = new TreeSet<>();
        for (Object entry : Optional.ofNullable(claims.getListClaim("access")).orElse(List.of())) {
            Map<?, ?> fields = (Map<?, ?>) entry;
            if ("registry".equals(fields.get("type"))) {
                registry.add(String.valueOf(fields.get("name")));
            } else {
                repositories.add(repository(fields));
            }
        }
        String subject = claims.getSubject();
        return new AccessToken(
                subject.equals("anonymous") ? Optional.empty() : Optional.of(Long.valueOf(subject)),
                holding(claims),
                claims.getIssueTime().toInstant(),
                claims.getExpirationTime().toInstant(),
                repositories,
                registry);
    }

    private static Optional<Holding> holding(JWTClaimsSet claims) throws ParseException {
        boolean ofBuild = Boolean.TRUE.equals(claims.getBooleanClaim("build"));
        return Optional.ofNullable(claims.getLongClaim("cred")).map(id -> new Holding(id, ofBuild));
    }

    private static RepositoryAccess repository(Map<?, ?> fields) {
        RepositoryName name = RepositoryName.parse(String.valueOf(fields.get("name")));
        Set<Action> granted = actions(fields.get("actions"));
        return new RepositoryAccess(
                name,
                fields.get("now") instanceof String now ? RepositoryName.parse(now) : name,
                Optional.ofNullable((Number) fields.get("id")).map(Number::longValue),
                number(fields, "ns").longValue(),
                number(fields, "av").intValue(),
                actions(fields.get("asked")),
                granted,
                fields.get("tags") instanceof List<?> globs ? tags(globs) : TagPatterns.EVERY,
                fields.get("role") instanceof String role
                        ? Role.find(role).orElseThrow(IllegalArgumentException::new)
                        : RepositoryAccess.least(granted));
    }

    private static Number number(Map<?, ?> fields, String name) {
        return Optional.ofNullable((Number) fields.get(name)).orElseThrow(IllegalArgumentException::new);
    }

    private static TagPatterns tags(List<?> globs) {
        return new TagPatterns(globs.stream().map(String::valueOf).toList());
    }

    private static String ids(Set<Action> actions) {
        return actions.stream().map(Action::id).collect(Collectors.joining(","));
    }

    private static Set<Action> actions(@Nullable Object ids) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        Arrays.stream(String.valueOf(ids).split(","))
                .forEach(id -> Action.find(id).ifPresent(actions::add));
        return actions;
    }
}
