package dev.weir.flow.credential;

import dev.weir.base.http.Headers;
import dev.weir.base.http.Origin;
import dev.weir.flow.provider.Auth;
import dev.weir.flow.provider.Provider;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Signs requests by AWS's signature version 4, as AWS's own library does it: method, host, path,
/// query and all of the body. It hashes the body, and so costs what that does.
final class AwsSignature {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  /// The fields that a signature adds; what else was signed is framing, or there already.
  private static final Set<String> ADDED =
      Set.of("authorization", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token");

  private AwsSignature() {}

  /// These headers with those of a signature.
  ///
  /// @param path as it is sent, its query included
  static Headers onto(
      Headers headers,
      Credential.AwsKeys keys,
      Provider provider,
      String path,
      byte[] body,
      Instant at) {
    if (!(provider.account().auth() instanceof Auth.SigV4(String service))) {
      throw new IllegalStateException("provider " + provider.name() + " is not signed for");
    }
    String region = provider.account().places().getOrDefault(Auth.SigV4.REGION, "");
    SignedRequest signed =
        SIGNER.sign(request ->
            request
                .identity(identity(keys))
                .request(unsigned(provider.origin(), path))
                .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)));
    Headers all = headers;
    for (Map.Entry<String, List<String>> field : signed.request().headers().entrySet()) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if (ADDED.contains(name)) {
        all = all.plus(name, field.getValue().getFirst());
      }
    }
    return all;
  }

  private static SdkHttpRequest unsigned(Origin origin, String path) {
    String scheme = origin.tls() ? "https" : "http";
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.POST)
        .uri(URI.create("%s://%s:%d%s".formatted(scheme, origin.host(), origin.port(), path)))
        .build();
  }

  private static AwsCredentialsIdentity identity(Credential.AwsKeys keys) {
    return keys.session()
        .<AwsCredentialsIdentity>map(
            session -> AwsSessionCredentialsIdentity.create(keys.id(), keys.secret(), session))
        .orElseGet(() -> AwsCredentialsIdentity.create(keys.id(), keys.secret()));
  }
}
