package io.slipway.api;

import io.slipway.builds.BuildRule;
import io.slipway.builds.BuildRules;
import io.slipway.builds.BuildSecret;
import io.slipway.builds.BuildSecrets;
import io.slipway.builds.Matching;
import io.slipway.builds.RuleMatch;
import io.slipway.builds.SourceRef;
import io.slipway.builds.TriggerStarts;
import io.slipway.content.Repository;
import io.slipway.oci.Tag;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;

/// What a trigger builds, by what and when somebody asks for it.
@Component
class TriggerRulesResource {

    record Rules(@Nullable List<RuleBody> rules) {

        List<BuildRule> toRules() {
            return Fields.need(rules, "rules").stream()
                    .filter(Objects::nonNull)
                    .map(RuleBody::toRule)
                    .toList();
        }
    }

    record Match(long rule, String pattern, List<String> tags) {

        static Match of(RuleMatch match) {
            return new Match(
                    match.rule().id(),
                    match.rule().pattern(),
                    match.tags().stream().map(Tag::value).toList());
        }
    }

    /// @param reason why nothing is built
    record Tested(List<Match> matches, String reason) {}

    record Started(List<Integer> builds) {}

    record Secret(String name, Instant setAt) {}

    record SecretBody(@Nullable String value) {

        @Override
        public String toString() {
            return "SecretBody[…]";
        }
    }

    private final BuildRules rules;
    private final BuildSecrets secrets;
    private final TriggerStarts starts;

    TriggerRulesResource(BuildRules rules, BuildSecrets secrets, TriggerStarts starts) {
        this.rules = rules;
        this.secrets = secrets;
        this.starts = starts;
    }

    ServerResponse list(TriggerCall call) {
        return BuildTriggersResource.tagged(RuleView.All.of(rules.list(call.maintained(), call.id())));
    }

    ServerResponse replace(TriggerCall call) throws IOException {
        Repository repository = call.maintained();
        List<BuildRule> wanted = call.body(Rules.class).toRules();
        return BuildTriggersResource.tagged(RuleView.All.of(rules.replace(
                repository, call.id(), wanted, now -> EntityTag.require(call.ifMatch(), RuleView.All.of(now)))));
    }

    /// What would be built of a ref, by the rules that are kept or by others.
    ServerResponse test(TriggerCall call) throws IOException {
        Repository repository = call.maintained();
        RefBody body = call.body(RefBody.class);
        SourceRef ref = body.ref();
        if (ref.kind() == SourceRef.Kind.COMMIT) {
            throw ApiException.invalid("rules are of branches and tags: give one of them");
        }
        Optional<List<BuildRule>> instead = Optional.ofNullable(body.rules()).map(given -> new Rules(given).toRules());
        Matching found = rules.test(repository, call.id(), ref, instead);
        return ServerResponse.ok()
                .body(new Tested(found.matches().stream().map(Match::of).toList(), GitHookResource.id(found.reason())));
    }

    ServerResponse start(TriggerCall call) throws IOException {
        Repository repository = call.pushed();
        List<Integer> builds =
                starts.start(repository, call.id(), call.body(RefBody.class).toStart(), call.by());
        return ServerResponse.status(HttpStatus.ACCEPTED).body(new Started(builds));
    }

    ServerResponse backfill(TriggerCall call) throws IOException {
        Repository repository = call.maintained();
        List<Integer> builds = starts.backfill(
                repository, call.id(), call.body(RefBody.Many.class).toRefs(), call.by());
        return ServerResponse.status(HttpStatus.ACCEPTED).body(new Started(builds));
    }

    ServerResponse secrets(TriggerCall call) {
        return ServerResponse.ok()
                .body(secrets.list(call.maintained(), call.id()).stream()
                        .map(TriggerRulesResource::view)
                        .toList());
    }

    ServerResponse putSecret(TriggerCall call) throws IOException {
        Repository repository = call.maintained();
        String value = Fields.need(call.body(SecretBody.class).value(), "value");
        secrets.put(repository, call.id(), call.part(2), value);
        return ServerResponse.noContent().build();
    }

    ServerResponse deleteSecret(TriggerCall call) {
        secrets.delete(call.maintained(), call.id(), call.part(2));
        return ServerResponse.noContent().build();
    }

    private static Secret view(BuildSecret secret) {
        return new Secret(secret.name(), secret.setAt());
    }
}
