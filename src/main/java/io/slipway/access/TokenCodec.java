package io.slipway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.slipway.oci.OciException;
import io.slipway.work.SiteState;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Access tokens as JWT: ES256 with our own keys only; whatever a header says of other keys is not looked at.
@Component
class TokenCodec {

    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    private final SigningKeys keys;
    private final SiteState site;

    TokenCodec(SigningKeys keys, SiteState site) {
        this.keys = keys;
        this.site = site;
    }

    String write(AccessToken token) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(instance())
                .audience(instance())
                .subject(token.principal().map(String::valueOf).orElse("anonymous"))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(token.issuedAt()))
                .expirationTime(Date.from(token.expiresAt()))
                .claim("access", TokenClaims.write(token));
        token.holding().ifPresent(holding -> {
            claims.claim("cred", holding.credentialId());
            if (holding.ofBuild()) {
                claims.claim("build", true);
            }
        });
        ECKey key = keys.active();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(key.getKeyID())
                        .type(TYPE)
                        .build(),
                claims.build());
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    Optional<AccessToken> read(String value) {
        try {
            SignedJWT jwt = SignedJWT.parse(value);
            return isOurs(jwt) ? claims(jwt.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException | ClassCastException | OciException e) {
            // whatever a client sends as a token is either one of ours or none
            return Optional.empty();
        }
    }

    private boolean isOurs(SignedJWT jwt) throws JOSEException {
        JWSHeader header = jwt.getHeader();
        if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
                || !TYPE.equals(header.getType())
                || header.getKeyID() == null) {
            return false;
        }
        Optional<ECKey> key = keys.find(header.getKeyID());
        return key.isPresent() && jwt.verify(new ECDSAVerifier(key.get()));
    }

    private Optional<AccessToken> claims(JWTClaimsSet claims) throws ParseException {
        boolean whole = instance().equals(claims.getIssuer())
                && List.of(instance()).equals(claims.getAudience())
                && claims.getSubject() != null
                && claims.getNotBeforeTime() == null
                && claims.getIssueTime() != null
                && claims.getExpirationTime() != null;
        return whole ? Optional.of(TokenClaims.read(claims)) : Optional.empty();
    }

    private String instance() {
        return site.instanceId().toString();
    }
}
