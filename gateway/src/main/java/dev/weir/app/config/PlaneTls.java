package dev.weir.app.config;

import java.nio.file.Path;

/// The files of one plane: both, or none for clear text.
public record PlaneTls(
    @Meaning("PEM file of the certificate chain, the plane's own first; empty = clear text")
        Path certificate,
    @Meaning("PEM file of its private key, PKCS #8, not encrypted") Path key) {
  public static final PlaneTls NONE = new PlaneTls(Path.of(""), Path.of(""));

  public PlaneTls {
    if (certificate.toString().isEmpty() != key.toString().isEmpty()) {
      throw new IllegalArgumentException(
          "certificate and key go together, were '%s' and '%s'".formatted(certificate, key));
    }
  }

  public boolean isOn() {
    return !certificate.toString().isEmpty();
  }
}
