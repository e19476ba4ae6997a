package io.slipway.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.slipway.registry.Images.Image;
import io.slipway.work.MasterKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Starts from the claims of a good token, so that each test spoils one thing only.
@Tag("A12")
@TestInstance(Lifecycle.PER_CLASS)
class ForgedTokenHttpTest extends RegistryHttpBase {

    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    MasterKey masterKey;

    private Image image;
    private String token;
    private ECKey serverKey;
    private ECKey ownKey;

    @BeforeAll
    void takeAGoodToken() throws Exception {
        image = Images.push(person("frg-ada"), freshName("frg-ada"), "guarded", "latest");
        token = person("frg-ada").token("repository:" + image.repository() + ":pull,push,delete");
        String kid = Jwt.header(token).path("kid").asString();
        byte[] sealed = jdbc.sql("SELECT sealed FROM access.signing_key WHERE kid = ?")
                .param(kid)
                .query((row, _) -> row.getBytes(1))
                .single();
        serverKey = ECKey.parse(new String(masterKey.open(sealed, "access.signing_key/" + kid), UTF_8));
        ownKey = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    }

    @Test
    void believesWhatItSignedItself() throws Exception {
        assertThat(get(token).status()).isEqualTo(200);
        assertThat(get(signed(serverKey, header(), claims())).status()).isEqualTo(200);
        Reply lowerCase = anonymous().with("Authorization", "bearer  " + token).get(image.manifestPath("latest"));
        assertThat(lowerCase.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", ""})
    void refusesATokenWithoutASignature(String algorithm) {
        String unsigned = Jwt.unsigned(header("alg", algorithm), claims());

        assertRefused(unsigned + ".");
        assertRefused(unsigned);
        assertRefused(unsigned + "." + token.split("\\.")[2]);
    }

    @Test
    void refusesATokenThatAnybodyCouldSignWithThePublicKey() throws Exception {
        List<byte[]> secrets = List.of(
                serverKey.toECPublicKey().getEncoded(),
                serverKey.toPublicJWK().toJSONString().getBytes(UTF_8),
                Arrays.copyOf(serverKey.getX().decode(), 32));
        for (byte[] secret : secrets) {
            String unsigned = Jwt.unsigned(header("alg", "HS256"), claims());
            String signature = new MACSigner(secret)
                    .sign(new JWSHeader(JWSAlgorithm.HS256), unsigned.getBytes(US_ASCII))
                    .toString();
            assertRefused(unsigned + "." + signature);
        }
    }

    @Test
    void refusesAKeyThatComesWithTheToken() throws Exception {
        Map<String, Object> jwk = ownKey.toPublicJWK().toJSONObject();

        assertRefused(signed(ownKey, header(), claims()));
        assertRefused(signed(ownKey, header("jwk", jwk), claims()));
        assertRefused(signed(ownKey, without(header("jwk", jwk), "kid"), claims()));
        assertRefused(signed(serverKey, header("jwk", "nonsense"), claims()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u"})
    void asksNobodyForAKey(String parameter) throws Exception {
        try (ServerSocketChannel bait = ServerSocketChannel.open()) {
            bait.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .configureBlocking(false);
            String address = "http://localhost:" + ((InetSocketAddress) bait.getLocalAddress()).getPort() + "/keys";

            assertRefused(signed(ownKey, header(parameter, address), claims()));
            Map<String, Object> unknown = header(parameter, address);
            unknown.put("kid", "unknown");
            assertRefused(signed(ownKey, unknown, claims()));

            assertThat(bait.accept()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unknown", "../../secrets/master.key", "/dev/null", "' OR '1'='1", "%", "\u0000", "\r\nX: y"
            })
    void refusesAKeyItDoesNotKnow(String kid) throws Exception {
        assertRefused(signed(ownKey, header("kid", kid), claims()));
        assertRefused(signed(serverKey, header("kid", kid), claims()));
    }

    @Test
    @Tag("H12")
    void refusesAKeyThatIsRetired() throws Exception {
        ECKey retired = new ECKeyGenerator(Curve.P_256).keyID("retired").generate();
        jdbc.sql("INSERT INTO access.signing_key (kid, sealed, state) VALUES ('retired', ?, 'RETIRED')")
                .param(masterKey.seal(retired.toJSONString().getBytes(UTF_8), "access.signing_key/retired"))
                .update();

        assertRefused(signed(retired, header("kid", "retired"), claims()));
    }

    @Test
    void refusesAHeaderThatIsNotItsOwn() throws Exception {
        assertRefused(signed(serverKey, without(header(), "kid"), claims()));
        assertRefused(signed(serverKey, without(header(), "typ"), claims()));
        assertRefused(signed(serverKey, header("typ", "JWT"), claims()));
        assertRefused(signed(serverKey, header("kid", 7), claims()));
        assertRefused(signed(serverKey, header("alg", "ES384"), claims()));
        Map<String, Object> critical = header("crit", List.of("exp"));
        critical.put("exp", 0);
        assertRefused(signed(serverKey, critical, claims()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "sub", "iat", "exp"})
    void refusesATokenThatLacksAClaim(String claim) throws Exception {
        ObjectNode claims = claims();
        claims.remove(claim);

        assertRefused(signed(serverKey, header(), claims));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iss    | "https://issuer.example"
            iss    | ""
            aud    | "https://other.example"
            aud    | ["a", "b"]
            aud    | []
            aud    | 7
            sub    | "admin"
            sub    | ""
            iat    | "yesterday"
            exp    | "tomorrow"
            access | "all"
            access | {}
            access | [1]
            access | [{"type":"repository"}]
            access | [{"type":"repository","name":"A","id":1,"ns":1,"av":1,"asked":"pull","actions":"pull"}]
            access | [{"type":"repository","name":"a/b","id":"1","ns":"1","av":"1","asked":"pull","actions":"pull"}]
            """)
    void refusesAClaimThatItWouldNotWrite(String claim, String value) throws Exception {
        ObjectNode claims = claims();
        claims.set(claim, JSON.readTree(value));

        assertRefused(signed(serverKey, header(), claims));
    }

    @ParameterizedTest
    @CsvSource({"-100,-55,200", "-400,-62,401", "-100000,-90000,401", "50,240,200", "75,240,401", "100000,100240,401"})
    void allowsAMinuteForClocks(int issued, int expires, int status) throws Exception {
        ObjectNode claims = claims();
        claims.put("iat", Instant.now().getEpochSecond() + issued);
        claims.put("exp", Instant.now().getEpochSecond() + expires);

        assertThat(get(signed(serverKey, header(), claims)).status()).isEqualTo(status);
    }

    @Test
    void refusesATokenThatIsNotValidYet() throws Exception {
        ObjectNode claims = claims();
        claims.put("nbf", Instant.now().getEpochSecond() + 3600);

        assertRefused(signed(serverKey, header(), claims));
    }

    @Test
    void refusesAnySignatureButTheRightOne() throws Exception {
        String content = token.substring(0, token.lastIndexOf('.') + 1);
        byte[] signature = java.util.Base64.getUrlDecoder().decode(token.substring(content.length()));
        byte[] flipped = signature.clone();
        flipped[40] ^= 1;
        byte[] order = Curve.P_256.toECParameterSpec().getOrder().toByteArray();
        byte[] orders = new byte[64];
        System.arraycopy(order, order.length - 32, orders, 0, 32);
        System.arraycopy(order, order.length - 32, orders, 32, 32);

        assertRefused(content + Jwt.encode(new byte[64]));
        assertRefused(content + Jwt.encode(orders));
        assertRefused(content + Jwt.encode(flipped));
        assertRefused(content + Jwt.encode(Arrays.copyOf(signature, 63)));
        assertRefused(content + Jwt.encode(Arrays.copyOf(signature, 65)));
        assertRefused(content + Jwt.encode(ECDSA.transcodeSignatureToDER(signature)));
        String others = person("frg-bob").token("repository:frg-bob/x:pull");
        assertRefused(content + others.substring(others.lastIndexOf('.') + 1));
        ObjectNode more = claims();
        more.put("sub", "1");
        assertRefused(Jwt.unsigned(header(), more) + token.substring(content.length() - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", ".", "..", "a.b.c", "....", "e30.e30.e30", "null", "\u00e9.\u00e9.\u00e9"})
    void refusesWhatIsNoToken(String nonsense) {
        assertRefused(nonsense);
    }

    @Test
    void refusesOtherCredentialsAsAToken() {
        Reply login = person("frg-ada").get("/token?offline_token=true");

        assertRefused(login.json().path("refresh_token").asString());
        assertRefused(PASSWORD);
        assertRefused("slp_" + "0".repeat(42));
    }

    @Test
    void refusesATokenOfAnySize() throws Exception {
        ObjectNode large = claims();
        large.put("padding", "x".repeat(9_000));
        assertRefused(signed(serverKey, header(), large));
        assertRefused("x".repeat(14_000));
        assertRefused(token + ".".repeat(14_000 - token.length()));

        Reply megabyte = get("x".repeat(1024 * 1024));
        assertThat(megabyte.status()).isIn(400, 401, 431);
        assertThat(megabyte.text()).doesNotContain("schemaVersion");
    }

    private ObjectNode claims() {
        return (ObjectNode) Jwt.claims(token);
    }

    private Map<String, Object> header() {
        return new TreeMap<>(Map.of("alg", "ES256", "typ", "at+jwt", "kid", serverKey.getKeyID()));
    }

    private Map<String, Object> header(String parameter, Object value) {
        Map<String, Object> header = header();
        header.put(parameter, value);
        return header;
    }

    private static Map<String, Object> without(Map<String, Object> header, String parameter) {
        Map<String, Object> less = new HashMap<>(header);
        less.remove(parameter);
        return less;
    }

    private static String signed(ECKey key, Map<String, Object> header, ObjectNode claims) throws Exception {
        String unsigned = Jwt.unsigned(header, claims);
        return unsigned + "."
                + new ECDSASigner(key).sign(new JWSHeader(JWSAlgorithm.ES256), unsigned.getBytes(US_ASCII));
    }

    private Reply get(String credential) {
        return anonymous().bearer(credential).get(image.manifestPath("latest"));
    }

    private void assertRefused(String credential) {
        for (String path : List.of(image.manifestPath("latest"), "/v2/")) {
            Reply reply = anonymous().bearer(credential).get(path);
            assertThat(reply.status()).as("%s", reply).isEqualTo(401);
            assertThat(ChallengeHeader.of(reply).error()).contains("invalid_token");
            assertThat(reply.errorCode()).isEqualTo("UNAUTHORIZED");
        }
    }
}
