package io.slipway.content;

/// Who changes something and with what: kept with manifests and tag events.
///
/// @param client the request's User-Agent, shortened
public record Actor(long principalId, String client) {

    private static final int MAX_CLIENT = 200;

    public Actor {
        client = client.length() > MAX_CLIENT ? client.substring(0, MAX_CLIENT) : client;
    }
}
