package dev.weir.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CopyOnWriteArrayList;

/// A port that keeps what comes first on each connection, and answers that the proxy wants other
/// credentials.
final class Wiretap implements AutoCloseable {
  private static final int FIRST = 8 * 1024;
  private static final String REFUSAL =
      """
      HTTP/1.1 407 Proxy Authentication Required\r
      proxy-authenticate: Basic realm="x"\r
      content-length: 0\r
      connection: close\r
      \r
      """;

  private final ServerSocket socket;
  private final CopyOnWriteArrayList<String> heard = new CopyOnWriteArrayList<>();

  private Wiretap(ServerSocket socket) {
    this.socket = socket;
  }

  static Wiretap start() {
    try {
      Wiretap wiretap = new Wiretap(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("wiretap").start(wiretap::listen);
      return wiretap;
    } catch (IOException e) {
      throw new UncheckedIOException("nothing can listen", e);
    }
  }

  private void listen() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        byte[] first = new byte[FIRST];
        int read = client.getInputStream().read(first);
        heard.add(new String(first, 0, Math.max(0, read), StandardCharsets.ISO_8859_1));
        client.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        heard.add("(" + e + ")");
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  /// All of it.
  String heard() {
    return String.join("\n", heard);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close a port", e);
    }
  }
}
