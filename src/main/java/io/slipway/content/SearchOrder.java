package io.slipway.content;

import java.util.Comparator;
import java.util.Optional;

/// In which order repositories are found. A place in it is a text that pages hand on.
public enum SearchOrder {
    /// The last push, or the making of what is still empty.
    NEWEST(Comparator.comparing(Hit::activeAt).thenComparing(Hit::id).reversed()),
    NAME(Comparator.comparing(Hit::name));

    private final Comparator<Hit> comparator;

    SearchOrder(Comparator<Hit> comparator) {
        this.comparator = comparator;
    }

    Comparator<Hit> comparator() {
        return comparator;
    }

    String place(Hit hit) {
        return this == NAME ? hit.name() : new PushPlace(hit.activeAt(), hit.id()).toString();
    }

    /// The hit after which the list goes on; empty where the text is no place of this order.
    Optional<Hit> after(String place) {
        return this == NAME
                ? Optional.of(Hit.named(place))
                : PushPlace.parse(place).map(push -> Hit.pushed(push.at(), push.id()));
    }
}
