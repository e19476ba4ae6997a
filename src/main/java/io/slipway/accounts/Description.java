package io.slipway.accounts;

/// What people write about a thing of theirs; may have several lines.
public record Description(String text) {

    /// @throws AccountsException TEXT_INVALID
    public Description {
        text = Texts.description(text);
    }
}
