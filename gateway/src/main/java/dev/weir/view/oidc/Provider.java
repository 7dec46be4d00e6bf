package dev.weir.view.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A provider of OpenID Connect, as it is asked. What it says of itself is asked once and again
/// after a failure; its keys when a token names one that is not known. Thread-safe; blocks.
final class Provider {
  private static final int MILLIS = 10_000;
  private static final int KEYS_BYTES = 256 << 10;

  /// Signatures by a key pair alone: whoever knows the client's secret must not be able to sign.
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final Trust trust;

  /// Guarded by this.
  private Optional<Known> known = Optional.empty();

  /// What it says of itself.
  private record Known(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys) {}

  Provider(Trust trust) {
    this.trust = trust;
  }

  /// Where a browser is sent to sign in.
  URI authorization(Begun begun) throws NotBelieved {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE,
            new Scope(trust.scopes().toArray(String[]::new)),
            new ClientID(trust.clientId()),
            trust.redirect())
        .endpointURI(known().metadata.getAuthorizationEndpointURI())
        .state(new State(begun.state()))
        .nonce(new Nonce(begun.nonce()))
        .codeChallenge(new CodeVerifier(begun.verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /// Who somebody is, by the code that came back.
  Claims claims(String code, Begun begun) throws NotBelieved {
    Known asked = known();
    return claims(verified(asked, token(asked, code, begun), begun));
  }

  private JWT token(Known asked, String code, Begun begun) throws NotBelieved {
    HTTPRequest request =
        new TokenRequest.Builder(
                asked.metadata.getTokenEndpointURI(),
                new ClientSecretBasic(
                    new ClientID(trust.clientId()), new Secret(trust.secret().get())),
                new AuthorizationCodeGrant(
                    new AuthorizationCode(code),
                    trust.redirect(),
                    new CodeVerifier(begun.verifier())))
            .build()
            .toHTTPRequest();
    request.setConnectTimeout(MILLIS);
    request.setReadTimeout(MILLIS);
    request.setFollowRedirects(false);
    try {
      TokenResponse response = OIDCTokenResponseParser.parse(request.send());
      if (!response.indicatesSuccess()) {
        ErrorObject error = response.toErrorResponse().getErrorObject();
        throw new NotBelieved(
            "%s gave no token: %s, %s"
                .formatted(trust.name(), error.getCode(), error.getDescription()));
      }
      if (response.toSuccessResponse() instanceof OIDCTokenResponse tokens) {
        return tokens.getOIDCTokens().getIDToken();
      }
      throw new NotBelieved(trust.name() + " gave a token, but none that says who it is of");
    } catch (IOException | GeneralException e) {
      throw new NotBelieved(
          "%s did not answer with a token: %s".formatted(trust.name(), e.getMessage()), e);
    }
  }

  private IDTokenClaimsSet verified(Known asked, JWT token, Begun begun) throws NotBelieved {
    IDTokenValidator validator =
        new IDTokenValidator(
            new Issuer(trust.issuer()),
            new ClientID(trust.clientId()),
            new JWSVerificationKeySelector<>(ALGORITHMS, asked.keys),
            null);
    validator.setMaxClockSkew(Math.toIntExact(trust.skew().toSeconds()));
    try {
      return validator.validate(token, new Nonce(begun.nonce()));
    } catch (BadJOSEException | JOSEException e) {
      throw new NotBelieved(
          "the token of %s is not believed: %s".formatted(trust.name(), e.getMessage()), e);
    }
  }

  private Claims claims(IDTokenClaimsSet token) throws NotBelieved {
    List<String> groups = token.getStringListClaim(trust.groupsClaim());
    if (groups == null) {
      throw new NotBelieved(
          "the token of %s has no list of texts in the claim '%s', which says what groups somebody is in"
              .formatted(trust.name(), trust.groupsClaim()));
    }
    String name =
        Stream.of("name", "preferred_username", "email")
            .flatMap(claim -> Optional.ofNullable(token.getStringClaim(claim)).stream())
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse("");
    return new Claims(token.getSubject().getValue(), name, groups);
  }

  private synchronized Known known() throws NotBelieved {
    if (known.isEmpty()) {
      known = Optional.of(ask());
    }
    return known.get();
  }

  private Known ask() throws NotBelieved {
    try {
      OIDCProviderMetadata metadata =
          OIDCProviderMetadata.resolve(new Issuer(trust.issuer()), MILLIS, MILLIS);
      for (URI endpoint :
          List.of(
              metadata.getAuthorizationEndpointURI(),
              metadata.getTokenEndpointURI(),
              metadata.getJWKSetURI())) {
        if (!trust.issuer().getScheme().equalsIgnoreCase(endpoint.getScheme())) {
          throw new NotBelieved(
              "%s is asked by %s, and names the address %s"
                  .formatted(trust.name(), trust.issuer().getScheme(), endpoint));
        }
      }
      JWKSource<SecurityContext> keys =
          JWKSourceBuilder.create(
                  metadata.getJWKSetURI().toURL(),
                  new DefaultResourceRetriever(MILLIS, MILLIS, KEYS_BYTES))
              .refreshAheadCache(false)
              .build();
      return new Known(metadata, keys);
    } catch (IOException | GeneralException e) {
      throw new NotBelieved(
          "%s does not say who it is at %s: %s"
              .formatted(trust.name(), trust.issuer(), e.getMessage()),
          e);
    }
  }
}
