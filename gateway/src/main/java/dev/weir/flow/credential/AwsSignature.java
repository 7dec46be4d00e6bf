package dev.weir.flow.credential;

import dev.weir.base.http.Headers;
import dev.weir.base.http.Origin;
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
/// query and all of the body. It hashes the body, and so costs what that does. Pure; any thread.
public final class AwsSignature {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
  private static final String STORAGE = "s3";

  /// The fields that a signature adds; what else was signed is framing, or there already.
  private static final Set<String> ADDED =
      Set.of("authorization", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token");

  private AwsSignature() {}

  /// What a signature is good for.
  public record Scope(String service, String region) {}

  /// What of a request is signed, besides when.
  ///
  /// @param path as it is sent, its query included
  @SuppressWarnings("ArrayRecordComponent") // a body is hashed, never compared
  public record Signed(String method, Origin origin, String path, byte[] body) {}

  /// The header fields of a signature.
  ///
  /// @param keys as they are configured: `ID:SECRET`, `ID:SECRET:SESSION` or a credentials file
  /// @throws IllegalArgumentException if they are none, without quoting them
  public static Headers of(Signed request, String keys, Scope scope, Instant at) {
    return of(request, AwsFile.read(keys), scope, at);
  }

  /// S3 alone wants a path signed as it is sent; the others want it encoded once more.
  static Headers of(Signed request, Credential.AwsKeys keys, Scope scope, Instant at) {
    boolean encodes = !scope.service().equals(STORAGE);
    SignedRequest signed =
        SIGNER.sign(each ->
            each.identity(identity(keys))
                .request(unsigned(request))
                .payload(ContentStreamProvider.fromByteArrayUnsafe(request.body()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, scope.service())
                .putProperty(AwsV4HttpSigner.REGION_NAME, scope.region())
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, encodes)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, encodes)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)));
    Headers all = Headers.EMPTY;
    for (Map.Entry<String, List<String>> field : signed.request().headers().entrySet()) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if (ADDED.contains(name)) {
        all = all.plus(name, field.getValue().getFirst());
      }
    }
    return all;
  }

  private static SdkHttpRequest unsigned(Signed request) {
    Origin origin = request.origin();
    String address =
        "%s://%s:%d%s"
            .formatted(
                origin.tls() ? "https" : "http", origin.host(), origin.port(), request.path());
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.fromValue(request.method()))
        .uri(URI.create(address))
        .build();
  }

  private static AwsCredentialsIdentity identity(Credential.AwsKeys keys) {
    return keys.session()
        .<AwsCredentialsIdentity>map(
            session -> AwsSessionCredentialsIdentity.create(keys.id(), keys.secret(), session))
        .orElseGet(() -> AwsCredentialsIdentity.create(keys.id(), keys.secret()));
  }
}
