package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/// A certificate for this machine and its private key, made for this run by the JDK's own tool, as
/// PEM files.
record KeyPair(Path certificate, Path key) {
  private static final String PASSWORD = "only-for-this-run";

  /// @param name of the files, and whom the certificate names
  static KeyPair make(Path directory, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = directory.resolve(name + ".p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        List.of(
            tool,
            "-genkeypair",
            "-keyalg",
            "EC",
            "-validity",
            "365",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=ip:127.0.0.1",
            "-alias",
            "own",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("keytool: " + said);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] secret = Objects.requireNonNull(keys.getKey("own", PASSWORD.toCharArray())).getEncoded();
    return new KeyPair(
        pem(
            directory.resolve(name + ".pem"),
            "CERTIFICATE",
            keys.getCertificate("own").getEncoded()),
        pem(directory.resolve(name + ".key"), "PRIVATE KEY", secret));
  }

  private static Path pem(Path file, String what, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what));
  }
}
