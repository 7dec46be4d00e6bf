package dev.weir.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for this machine and its key, made for this run by the JDK's own tool.
public record Pair(KeyStore store, Path certificate, Path key) {
  private static final String PASSWORD = "only-for-this-run";

  public static Pair make(Path folder, String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-alias", "own"));
    command.addAll(List.of("-ext", "san=ip:127.0.0.1", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", file.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    byte[] secret =
        Objects.requireNonNull(store.getKey("own", PASSWORD.toCharArray())).getEncoded();
    return new Pair(
        store,
        pem(folder.resolve(name + ".pem"), "CERTIFICATE", store.getCertificate("own").getEncoded()),
        pem(folder.resolve(name + ".key"), "PRIVATE KEY", secret));
  }

  private static Path pem(Path file, String what, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what));
  }

  /// What a server with this certificate is made of; whoever has this very certificate may be its
  /// client.
  public SSLContext context() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD.toCharArray());
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    authorities.setCertificateEntry("own", store.getCertificate("own"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /// Shakes hands as the server.
  public SSLSocket serve(Socket connection, boolean needsClient) throws Exception {
    SSLSocket tls =
        (SSLSocket) context().getSocketFactory().createSocket(connection, "client", 0, true);
    tls.setUseClientMode(false);
    tls.setNeedClientAuth(needsClient);
    tls.startHandshake();
    return tls;
  }
}
