package io.slipway.gc;

import io.slipway.content.Policies;
import io.slipway.content.Repository;
import io.slipway.content.RetentionPolicy;
import io.slipway.content.RetentionTag;
import io.slipway.content.RetentionTags;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Decides about all tags of a repository. Patterns and orders of very many tags take a while: never on the thread of a
/// request.
@Component
class Verdicts {

    private final RetentionTags tags;
    private final Policies policies;

    Verdicts(RetentionTags tags, Policies policies) {
        this.tags = tags;
        this.policies = policies;
    }

    /// By name.
    List<Verdict> of(Repository repository, RetentionPolicy policy) {
        List<RetentionTag> all = new ArrayList<>();
        tags.read(repository, all::addAll);
        return new RetentionPlan(policy, policies.rules(repository), tags.now()).of(all);
    }
}
