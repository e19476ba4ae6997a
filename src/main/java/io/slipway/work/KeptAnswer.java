package io.slipway.work;

import java.util.Map;

/// An answer that is given again to the same request.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record KeptAnswer(int status, Map<String, String> headers, byte[] body) {

    public KeptAnswer {
        headers = Map.copyOf(headers);
    }
}
