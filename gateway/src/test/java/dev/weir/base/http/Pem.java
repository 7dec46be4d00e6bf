package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate for localhost made for this run by the JDK's own tool, as PEM files. The tool is a
/// process of half a second: tests that ask for the same name and algorithm get the same pair.
public record Pem(Path certificate, Path key, X509Certificate x509) {
  private static final String PASSWORD = "only-for-this-run";

  /// Key stores by algorithm and name.
  private static final Map<List<String>, byte[]> MADE = new ConcurrentHashMap<>();

  /// @param name of the files, and whom the certificate names
  /// @param algorithm `EC` or `RSA`
  public static Pem make(Path directory, String name, String algorithm) throws Exception {
    Path store = directory.resolve(name + ".p12");
    Files.write(store, MADE.computeIfAbsent(List.of(algorithm, name), _ -> made(name, algorithm)));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    X509Certificate certificate = (X509Certificate) keys.getCertificate("own");
    byte[] secret = Objects.requireNonNull(keys.getKey("own", PASSWORD.toCharArray())).getEncoded();
    return new Pem(
        write(directory.resolve(name + ".pem"), "CERTIFICATE", certificate.getEncoded()),
        write(directory.resolve(name + ".key"), "PRIVATE KEY", secret),
        certificate);
  }

  private static byte[] made(String name, String algorithm) {
    try {
      Path directory = Files.createTempDirectory("weir-pem");
      Path store = directory.resolve(name + ".p12");
      run(store, name, algorithm);
      byte[] bytes = Files.readAllBytes(store);
      Files.delete(store);
      Files.delete(directory);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("no certificate for " + name, e);
    }
  }

  private static void run(Path store, String name, String algorithm) throws IOException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    tool,
                    "-genkeypair",
                    "-keyalg",
                    algorithm,
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=dns:localhost,ip:127.0.0.1",
                    "-alias",
                    "own",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.onExit().join().exitValue()).as(said).isZero();
  }

  private static Path write(Path file, String what, byte[] der) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what));
  }

  /// TLS as a server with this certificate, by the JDK.
  SSLContext serving() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    String file = certificate.getFileName().toString().replace(".pem", ".p12");
    try (InputStream in = Files.newInputStream(certificate.resolveSibling(file))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  Certificate read() {
    return Certificate.read(certificate, key);
  }
}
