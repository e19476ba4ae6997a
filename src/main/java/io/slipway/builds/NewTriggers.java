package io.slipway.builds;

import io.slipway.content.Repository;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// A trigger with its rules, or neither.
@Service
public class NewTriggers {

    private final BuildTriggers triggers;
    private final BuildRules rules;

    NewTriggers(BuildTriggers triggers, BuildRules rules) {
        this.triggers = triggers;
        this.rules = rules;
    }

    /// @throws BuildsException INVALID with the field
    @Transactional
    public Trigger create(Repository repository, TriggerWish wish, List<BuildRule> wanted, long by) {
        Trigger made = triggers.create(repository, wish, by);
        rules.replace(repository, made.id(), wanted, _ -> {});
        return made;
    }
}
