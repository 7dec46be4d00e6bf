package dev.weir.view.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A provider of OpenID Connect in this process: says who it is, gives a code to whoever is sent,
/// and for the code, once, a token; it checks the client, the address and PKCE as it must.
public final class PretendedProvider implements AutoCloseable {
  public static final String CLIENT = "weir";
  public static final String SECRET = "s3cret-of-the-client-of-32-bytes!";

  private final HttpServer server;
  private final Map<String, Map<String, String>> codes = new HashMap<>();
  private RSAKey key;
  private final RSAKey strange;

  /// Who signs in next.
  public List<String> groups = List.of("staff");

  public String name = "Ada Lovelace";
  public String subject = "248289761001";
  UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();
  BiFunction<PretendedProvider, JWTClaimsSet, JWT> signing = (it, set) -> it.signed(set, it.key);

  public PretendedProvider() {
    try {
      this.key = key("one");
      this.strange = key("one");
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/.well-known/openid-configuration", this::configuration);
    server.createContext(
        "/keys", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
    server.createContext("/token", this::token);
    server.start();
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public URI issuer() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Signs by another key from now on.
  void rotate() {
    key = key("two");
  }

  JWT signed(JWTClaimsSet set, RSAKey by) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(), set);
      token.sign(new RSASSASigner(by));
      return token;
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  JWT byAStrangeKey(JWTClaimsSet set) {
    return signed(set, strange);
  }

  JWT byTheSecret(JWTClaimsSet set) {
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), set);
      token.sign(new MACSigner(SECRET));
      return token;
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  JWT unsigned(JWTClaimsSet set) {
    return new PlainJWT(set);
  }

  private void configuration(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        200,
        """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
         "jwks_uri":"%1$s/keys","response_types_supported":["code"],
         "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}
        """
            .formatted(issuer()));
  }

  /// As a browser does that is sent there and whose person agrees: the address it is sent back to.
  public URI agree(URI asked) {
    Map<String, String> query = form(asked.getRawQuery());
    String code = "code-" + codes.size();
    codes.put(code, query);
    return URI.create(
        query.get("redirect_uri")
            + "?code=%s&state=%s&iss=%s"
                .formatted(
                    code, query.get("state"), URLEncoder.encode(issuer().toString(), UTF_8)));
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    Map<String, String> asked =
        Optional.ofNullable(codes.remove(form.get("code"))).orElse(Map.of());
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT + ":" + URLEncoder.encode(SECRET, UTF_8)).getBytes(UTF_8));
    boolean isRight =
        !asked.isEmpty()
            && basic.equals(exchange.getRequestHeaders().getFirst("authorization"))
            && Objects.equals(form.get("redirect_uri"), asked.get("redirect_uri"))
            && "S256".equals(asked.get("code_challenge_method"))
            && challenge(form.getOrDefault("code_verifier", ""))
                .equals(asked.get("code_challenge"));
    answer(
        exchange,
        isRight ? 200 : 400,
        isRight
            ? "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"%s\"}"
                .formatted(token(asked.getOrDefault("nonce", "")))
            : "{\"error\":\"invalid_grant\",\"error_description\":\"not this client's code\"}");
  }

  private String token(String nonce) {
    Instant now = Instant.now();
    JWTClaimsSet set =
        claims
            .apply(
                new JWTClaimsSet.Builder()
                    .issuer(issuer().toString())
                    .subject(subject)
                    .audience(CLIENT)
                    .issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plusSeconds(300)))
                    .claim("nonce", nonce)
                    .claim("name", name)
                    .claim("groups", groups))
            .build();
    return signing.apply(this, set).serialize();
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Map<String, String> form(String encoded) {
    return Arrays.stream(encoded.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> URLDecoder.decode(pair[0], UTF_8),
                pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
