package dev.weir.app.doctor;

import dev.weir.app.config.ProviderTls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Whom a probe trusts and who it is, from the files that the configuration names for a provider.
record ProviderTrust(ProviderTls tls) {
  private static final char[] UNUSED = new char[0];

  /// @throws IOException when a file cannot be read
  /// @throws GeneralSecurityException when it does not hold what it should; the message names it
  SSLContext context() throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(identity(), authorities(), null);
    return context;
  }

  /// Null stands for what Java trusts.
  private TrustManager[] authorities() throws IOException, GeneralSecurityException {
    KeyStore store = store();
    if (tls.ca().isEmpty()) {
      return managers(null);
    }
    int number = 0;
    for (Certificate each : certificates(tls.ca().get())) {
      store.setCertificateEntry("authority-" + number++, each);
    }
    return managers(store);
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory.getTrustManagers();
  }

  private KeyManager[] identity() throws IOException, GeneralSecurityException {
    if (tls.certificate().isEmpty() || tls.privateKey().isEmpty()) {
      return new KeyManager[0];
    }
    List<Certificate> chain = certificates(tls.certificate().get());
    KeyStore store = store();
    store.setKeyEntry(
        "own",
        key(tls.privateKey().get(), chain.getFirst()),
        UNUSED,
        chain.toArray(Certificate[]::new));
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, UNUSED);
    return factory.getKeyManagers();
  }

  private static KeyStore store() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(file)) {
      List<Certificate> all =
          List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(pem));
      if (all.isEmpty()) {
        throw new GeneralSecurityException("no certificate in " + file);
      }
      return all;
    }
  }

  /// Without a cause, whose text may quote the key.
  private static PrivateKey key(Path file, Certificate own)
      throws IOException, GeneralSecurityException {
    String pem = Files.readString(file, StandardCharsets.US_ASCII);
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "");
    try {
      return KeyFactory.getInstance(own.getPublicKey().getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new GeneralSecurityException("no private key of the certificate's kind in " + file);
    }
  }
}
