package dev.weir.acceptance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// A client so simple that every byte is seen: one request over a bare socket, the body's bytes as
/// they came but for HTTP's own chunk frames.
final class ByteStream implements AutoCloseable {
  private static final int DEADLINE_MILLIS = Math.toIntExact(Duration.ofSeconds(20).toMillis());

  private final Socket socket;
  private final InputStream input;
  private final String head;
  private boolean torn;

  private ByteStream(Socket socket, InputStream input, String head) {
    this.socket = socket;
    this.input = input;
    this.head = head;
  }

  /// Sends a POST and reads the answer's head.
  static ByteStream post(URI server, String path, Map<String, String> headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder request = new StringBuilder("POST " + path + " HTTP/1.1\r\n");
    request.append("host: ").append(server.getAuthority()).append("\r\n");
    request.append("content-type: application/json\r\n");
    request.append("content-length: ").append(bytes.length).append("\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    request.append("connection: close\r\n\r\n");
    try {
      Socket socket = new Socket(server.getHost(), server.getPort());
      socket.setSoTimeout(DEADLINE_MILLIS);
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      InputStream input = new BufferedInputStream(socket.getInputStream());
      return new ByteStream(socket, input, readHead(input));
    } catch (IOException e) {
      throw new UncheckedIOException("POST " + server + path, e);
    }
  }

  private static String readHead(InputStream input) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = input.read();
      if (next < 0) {
        throw new IOException("the connection ended within the head: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  int status() {
    return Integer.parseInt(head.substring(9, 12));
  }

  /// A field of the head, or empty.
  String header(String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /// Reads at least `count` bytes of what follows the head, frames included.
  void readSome(int count) {
    try {
      if (input.readNBytes(count).length < count) {
        throw new AssertionError("the answer ended before %d bytes".formatted(count));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("while reading a stream", e);
    }
  }

  /// Reads until the connection ends, however it ends.
  void drain() {
    try {
      input.readAllBytes();
    } catch (SocketTimeoutException e) {
      throw new UncheckedIOException("the stream does not end", e);
    } catch (IOException e) {
      // A torn connection is an end, too.
      torn = true;
    }
  }

  /// What follows the head until the connection ends, however it ends; HTTP's chunk frames are left
  /// in it.
  String rest() {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      for (int next = input.read(); next >= 0; next = input.read()) {
        rest.write(next);
      }
    } catch (SocketTimeoutException e) {
      throw new UncheckedIOException("the stream does not end", e);
    } catch (IOException e) {
      torn = true;
    }
    return rest.toString(StandardCharsets.UTF_8);
  }

  /// Whether what was read last met a torn connection.
  boolean torn() {
    return torn;
  }

  /// The whole body.
  byte[] body() {
    try {
      String lower = head.toLowerCase(Locale.ROOT);
      return lower.contains("transfer-encoding: chunked") ? dechunked() : input.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("while reading a body", e);
    }
  }

  /// The body as far as it came; [#torn()] says whether its end is missing.
  byte[] received() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      String length = header("content-length");
      if (!length.isEmpty()) {
        int whole = Integer.parseInt(length);
        body.writeBytes(input.readNBytes(whole));
        torn = body.size() < whole;
      } else {
        dechunk(body);
      }
    } catch (SocketTimeoutException e) {
      throw new UncheckedIOException("the answer does not end", e);
    } catch (IOException e) {
      torn = true;
    }
    return body.toByteArray();
  }

  private byte[] dechunked() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    dechunk(body);
    return body.toByteArray();
  }

  private void dechunk(ByteArrayOutputStream body) throws IOException {
    int size = -1;
    while (size != 0) {
      size = Integer.parseInt(line(), 16);
      body.writeBytes(input.readNBytes(size));
      String end = line();
      if (!end.isEmpty()) {
        throw new IOException("no line end behind a chunk, but " + end);
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new IOException("the connection ended within a chunk's head: " + line);
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  /// Leaves at once, whatever is still to come.
  void leave() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot leave", e);
    }
  }

  @Override
  public void close() {
    leave();
  }
}
