package io.slipway.accounts;

/// The name of a team or a robot inside its namespace: written like a namespace's, but none is reserved.
public record ShortName(String value) {

    public ShortName {
        AccountName.checkSyntax(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
