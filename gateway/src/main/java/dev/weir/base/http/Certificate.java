package dev.weir.base.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A listener's certificate chain and its private key, read from PEM files and known to belong
/// together. Its text never shows the key.
public final class Certificate {
  static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

  private static final String KEY_BEGINS = "-----BEGIN PRIVATE KEY-----";
  private static final String KEY_ENDS = "-----END PRIVATE KEY-----";

  private final byte[] chain;
  private final byte[] key;
  private final X509Certificate own;

  private Certificate(byte[] chain, byte[] key, X509Certificate own) {
    this.chain = chain;
    this.key = key;
    this.own = own;
  }

  /// Reads a pair.
  ///
  /// @param chain PEM, the listener's own certificate first
  /// @param key PEM, PKCS #8, not encrypted
  /// @throws IllegalArgumentException naming the file and what is wrong with it
  public static Certificate read(Path chain, Path key) {
    byte[] chainBytes = bytes(chain);
    byte[] keyBytes = bytes(key);
    X509Certificate own = first(chain, chainBytes);
    PrivateKey secret = privateKey(key, keyBytes, own.getPublicKey());
    if (!belongs(secret, own.getPublicKey())) {
      throw new IllegalArgumentException(
          "the key %s is not that of the certificate %s".formatted(key, chain));
    }
    return new Certificate(chainBytes, keyBytes, own);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s cannot be read: %s".formatted(file, e.getClass().getSimpleName()), e);
    }
  }

  private static X509Certificate first(Path file, byte[] pem) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem))
          .stream()
          .map(X509Certificate.class::cast)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no certificate in " + file));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("%s holds no certificate chain in PEM".formatted(file), e);
    }
  }

  private static PrivateKey privateKey(Path file, byte[] pem, PublicKey counterpart) {
    String text = new String(pem, StandardCharsets.US_ASCII);
    int begin = text.indexOf(KEY_BEGINS);
    int end = text.indexOf(KEY_ENDS);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "%s holds no private key in PKCS #8 ('%s'); 'openssl pkcs8 -topk8 -nocrypt' writes one"
              .formatted(file, KEY_BEGINS));
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGINS.length(), end));
      return KeyFactory.getInstance(counterpart.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Without the cause, whose text may quote the key.
      throw new IllegalArgumentException(
          "%s holds no private key of the certificate's kind, %s"
              .formatted(file, counterpart.getAlgorithm()));
    }
  }

  /// What one signs the other verifies.
  private static boolean belongs(PrivateKey secret, PublicKey open) {
    try {
      byte[] said = {'w', 'e', 'i', 'r'};
      Signature signature = Signature.getInstance(algorithm(open));
      signature.initSign(secret);
      signature.update(said);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(said);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case String other -> other;
    };
  }

  /// When it ends to be valid.
  public Instant notAfter() {
    return own.getNotAfter().toInstant();
  }

  /// Whom it names, for people.
  public String subject() {
    return own.getSubjectX500Principal().getName();
  }

  /// Whether both files say the same as the other's.
  public boolean sameAs(Certificate other) {
    return Arrays.equals(chain, other.chain) && Arrays.equals(key, other.key);
  }

  PemKeyCertOptions toKeyCertOptions() {
    return new PemKeyCertOptions()
        .setCertValue(Buffer.buffer(chain))
        .setKeyValue(Buffer.buffer(key));
  }

  ServerSSLOptions toServerOptions(Duration handshake) {
    return new ServerSSLOptions()
        .setKeyCertOptions(toKeyCertOptions())
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .setUseAlpn(true)
        .setApplicationLayerProtocols(List.of("h2", "http/1.1"))
        .setSslHandshakeTimeout(handshake.toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  @Override
  public String toString() {
    return "Certificate[" + subject() + ", until " + notAfter() + "]";
  }
}
