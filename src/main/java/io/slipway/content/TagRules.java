package io.slipway.content;

import io.slipway.accounts.Role;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All rules for the tags of one repository: its own, and those of its namespace.
///
/// @param built the tags that builds make, where nobody else may push them
public record TagRules(List<Placed> rules, Optional<BuiltTags> built) {

    public static final TagRules NONE = new TagRules(List.of());

    /// What one repository has of its own.
    record OwnRules(List<TagRule> rules, Optional<BuiltTags> built) {}

    /// A rule and whose it is: `acme`, or `acme/web`.
    public record Placed(TagRule rule, String of) {}

    public TagRules {
        rules = List.copyOf(rules);
    }

    public TagRules(List<Placed> rules) {
        this(rules, Optional.empty());
    }

    static TagRules of(Repository repository, List<TagRule> wide, OwnRules own) {
        String name = repository.name().value();
        String namespace = repository.name().namespace();
        List<Placed> all = Stream.concat(
                        wide.stream().map(rule -> new Placed(rule, namespace)),
                        own.rules().stream().map(rule -> new Placed(rule, name)))
                .toList();
        return new TagRules(all, own.built());
    }

    /// By which rule the tag keeps what it names.
    public Optional<Placed> immutable(String tag) {
        return find(TagRule.Kind.IMMUTABLE, tag).findFirst();
    }

    /// By which rule somebody with that role may not change the tag.
    public Optional<Placed> protects(String tag, Role role) {
        return find(TagRule.Kind.PROTECTED, tag)
                .filter(placed -> placed.rule().role().compareTo(role) > 0)
                .findFirst();
    }

    /// Whether only some may change the tag.
    public boolean isProtected(String tag) {
        return find(TagRule.Kind.PROTECTED, tag).findAny().isPresent();
    }

    /// Whether the tag goes when its time is over.
    boolean mayExpire(String tag) {
        return find(TagRule.Kind.IMMUTABLE, tag)
                .allMatch(placed -> placed.rule().expires());
    }

    /// Those of the names that keep what they name.
    List<String> immutable(Collection<String> names) {
        return rules.isEmpty()
                ? List.of()
                : names.stream().filter(name -> immutable(name).isPresent()).toList();
    }

    /// Why the tag stays, in a sentence that clients print; empty where it may go.
    Optional<String> keeps(String tag, Role role) {
        return immutable(tag)
                .map(by -> "tag " + tag + " is immutable by the rule " + by.rule() + " of " + by.of()
                        + "; it cannot be deleted")
                .or(() -> protects(tag, role).map(by -> protectedBy(tag, by)));
    }

    /// @throws OciException DENIED for a tag that the caller's role does not reach
    void require(Repository repository, Collection<String> names) {
        if (!rules.isEmpty()) {
            for (String name : names) {
                protects(name, repository.role()).ifPresent(by -> {
                    throw new OciException(ErrorCode.DENIED, protectedBy(name, by));
                });
            }
        }
    }

    /// @throws OciException as [#require], and for a tag that only builds push
    void requirePush(Repository repository, Actor actor, Collection<String> names) {
        require(repository, names);
        built.ifPresent(tags -> tags.require(actor, names));
    }

    /// @throws OciException DENIED for a tag that may not go
    void requireDeletable(Repository repository, Collection<String> names) {
        if (!rules.isEmpty()) {
            for (String name : names) {
                keeps(name, repository.role()).ifPresent(sentence -> {
                    throw new OciException(ErrorCode.DENIED, sentence);
                });
            }
        }
    }

    /// Why none of the tags was moved.
    ///
    /// @param kept those that name something else and keep it
    OciException unmoved(Collection<String> kept) {
        return kept.stream()
                .flatMap(tag -> immutable(tag).stream()
                        .map(by -> "tag " + tag + " is immutable by the rule " + by.rule() + " of " + by.of()
                                + "; push another tag"))
                .findFirst()
                .map(sentence -> new OciException(ErrorCode.DENIED, sentence))
                .orElseGet(() ->
                        new OciException(ErrorCode.DENIED, "a locked tag cannot be moved: " + String.join(", ", kept)));
    }

    private Stream<Placed> find(TagRule.Kind kind, String tag) {
        return rules.stream()
                .filter(placed -> placed.rule().kind() == kind && placed.rule().covers(tag));
    }

    private static String protectedBy(String tag, Placed by) {
        return "tag " + tag + " is protected by the rule " + by.rule() + " of " + by.of() + ": it takes the role "
                + by.rule().role().id() + " to change it";
    }
}
