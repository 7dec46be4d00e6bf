package dev.weir.app.config;

import java.nio.file.Path;
import java.util.Optional;

/// Whom Weir trusts at a provider, and who Weir is to it.
public record ProviderTls(
    @Meaning("PEM file of the only authorities trusted; none = the JVM's") Optional<Path> ca,
    @Meaning("PEM file of Weir's own certificate (mTLS), with its chain")
        Optional<Path> certificate,
    @Meaning("PEM file of that certificate's private key, PKCS #8") Optional<Path> privateKey) {
  public static final ProviderTls DEFAULT =
      new ProviderTls(Optional.empty(), Optional.empty(), Optional.empty());

  public ProviderTls {
    if (certificate.isPresent() != privateKey.isPresent()) {
      throw new IllegalArgumentException(
          "certificate and private_key are given both or not at all");
    }
  }
}
