package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// A client that sends exactly the bytes it is given, well-formed or not.
final class RawClient implements AutoCloseable {
  private static final int DEADLINE_MILLIS = Math.toIntExact(Duration.ofSeconds(60).toMillis());
  private static final int SMALL_WINDOW = 4 * 1024;

  private final Socket socket;

  private RawClient(Socket socket) {
    this.socket = socket;
  }

  static RawClient to(URI server) {
    Socket socket = new Socket();
    try {
      socket.setReceiveBufferSize(SMALL_WINDOW);
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), DEADLINE_MILLIS);
      socket.setSoTimeout(DEADLINE_MILLIS);
      return new RawClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException("no connection to " + server, e);
    }
  }

  /// The head of a POST, without the empty line.
  static String head(String path, Map<String, String> headers) {
    StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: weir\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.toString();
  }

  /// A whole POST.
  static byte[] post(String path, Map<String, String> headers, byte[] body) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    String head = head(path, headers) + "content-length: " + body.length + "\r\n\r\n";
    request.writeBytes(head.getBytes(ISO_8859_1));
    request.writeBytes(body);
    return request.toByteArray();
  }

  /// Whether all could be sent: a server that has heard enough may close before.
  boolean send(byte[] bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  boolean send(String text) {
    return send(text.getBytes(ISO_8859_1));
  }

  /// Everything that comes until the connection ends, however it ends.
  String rest() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[8 * 1024];
    try {
      InputStream in = socket.getInputStream();
      for (int count = in.read(part); count >= 0; count = in.read(part)) {
        all.write(part, 0, count);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection was not closed; came: " + all.toString(US_ASCII));
    } catch (IOException torn) {
      return all.toString(US_ASCII);
    }
    return all.toString(US_ASCII);
  }

  /// The head of an answer, and what of its body came in the same reads.
  String head() {
    StringBuilder head = new StringBuilder();
    try {
      while (head.indexOf("\r\n\r\n") < 0) {
        int octet = socket.getInputStream().read();
        if (octet < 0) {
          throw new AssertionError("closed after " + head);
        }
        head.append((char) octet);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("after " + head, e);
    }
    return head.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
