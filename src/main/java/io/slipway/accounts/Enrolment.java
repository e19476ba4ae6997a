package io.slipway.accounts;

/// What an authenticator needs; shown while a second factor is set up.
///
/// @param secret to be typed
/// @param uri    `otpauth://totp/…`
/// @param svg    the address as a QR code
public record Enrolment(String secret, String uri, String svg) {

    @Override
    public String toString() {
        return "Enrolment[…]";
    }
}
