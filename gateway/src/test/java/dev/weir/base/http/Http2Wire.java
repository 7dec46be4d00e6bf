package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A connection with just enough HTTP/2 to send what no client would, and no server.
final class Http2Wire implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int GOAWAY = 7;
  static final int END_STREAM = 0x1;
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);
  private static final int END_HEADERS = 0x4;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_BYTES = 5;
  private static final int CONTINUATION = 9;
  private static final int FRAME_MAX = 16_384;
  private static final int INDEXED_200 = 0x88;
  private static final int INDEXED_400 = 0x8c;

  private final Socket under;
  private final SSLSocket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  /// One frame.
  @SuppressWarnings("ArrayRecordComponent") // read once
  record Frame(int type, int flags, int stream, byte[] payload) {
    boolean ends() {
      return (flags & END_STREAM) != 0;
    }
  }

  Http2Wire(int port, SSLContext tls) throws IOException {
    socket =
        (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    under = socket;
    socket.setSoTimeout(20_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
    out.write(PREFACE);
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  /// The server's end of a connection that was accepted.
  Http2Wire(Socket accepted, SSLContext tls) throws IOException {
    under = accepted;
    socket = (SSLSocket) tls.getSocketFactory().createSocket(accepted, null, true);
    socket.setUseClientMode(false);
    socket.setSoTimeout(20_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
    in.skipNBytes(PREFACE.length);
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  /// Reads on to the end of a request; its stream.
  int request() throws IOException {
    Frame frame = read();
    while (!(frame.type == HEADERS || frame.type == DATA) || !frame.ends()) {
      frame = read();
    }
    return frame.stream;
  }

  /// An answer's head.
  Http2Wire ok(int stream) throws IOException {
    return head(stream, false, ":status", "200");
  }

  /// Some of an answer's body.
  Http2Wire data(int stream, boolean last, String text) throws IOException {
    return frame(DATA, last ? END_STREAM : 0, stream, text.getBytes(ISO_8859_1));
  }

  /// Ends a stream.
  Http2Wire reset(int stream, int code) throws IOException {
    return frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, (byte) code});
  }

  /// Says which stream is the last that was looked at.
  Http2Wire goAway(int last) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(8).putInt(last).putInt(0);
    return frame(GOAWAY, 0, 0, payload.array());
  }

  Http2Wire frame(int type, int flags, int stream, byte[] payload) throws IOException {
    out.writeShort(payload.length >> 8);
    out.writeByte(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
    out.flush();
    return this;
  }

  /// A request head, in as many frames as it needs.
  ///
  /// @param fields names and values in turn, sent as they are
  Http2Wire head(int stream, boolean last, String... fields) throws IOException {
    byte[] block = block(fields);
    int first = Math.min(block.length, FRAME_MAX);
    int flags = (last ? END_STREAM : 0) | (first == block.length ? END_HEADERS : 0);
    frame(HEADERS, flags, stream, java.util.Arrays.copyOf(block, first));
    for (int from = first; from < block.length; from += FRAME_MAX) {
      int to = Math.min(block.length, from + FRAME_MAX);
      frame(
          CONTINUATION,
          to == block.length ? END_HEADERS : 0,
          stream,
          java.util.Arrays.copyOfRange(block, from, to));
    }
    return this;
  }

  Http2Wire get(int stream, String path) throws IOException {
    return head(
        stream, true, ":method", "GET", ":scheme", "https", ":authority", "x", ":path", path);
  }

  /// Literal fields, never indexed, not compressed.
  private static byte[] block(String... fields) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      block.write(0x10);
      text(block, fields[i]);
      text(block, fields[i + 1]);
    }
    return block.toByteArray();
  }

  private static void text(ByteArrayOutputStream block, String text) throws IOException {
    int rest = text.length() - 127;
    block.write(Math.min(127, text.length()));
    if (rest >= 0) {
      for (; rest >= 128; rest >>= 7) {
        block.write(128 | (rest & 127));
      }
      block.write(rest);
    }
    block.write(text.getBytes(ISO_8859_1));
  }

  Frame read() throws IOException {
    int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(type, flags, stream, payload);
  }

  /// The next frame of this type.
  Frame next(int type) throws IOException {
    Frame frame = read();
    while (frame.type != type) {
      frame = read();
    }
    return frame;
  }

  /// What becomes of a stream: the status of its answer, `reset`, or `closed` when the connection
  /// ends or says that it will.
  String fate(int stream) throws IOException {
    try {
      while (true) {
        Frame frame = read();
        if (frame.type == GOAWAY) {
          return "closed";
        }
        if (frame.stream == stream && frame.type == RST_STREAM) {
          return "reset";
        }
        if (frame.stream == stream && frame.type == HEADERS) {
          return status(frame.payload, (frame.flags & PRIORITY) == 0 ? 0 : PRIORITY_BYTES);
        }
      }
    } catch (EOFException | SocketException end) {
      return "closed";
    }
  }

  private static String status(byte[] block, int from) {
    return switch (block[from] & 0xff) {
      case INDEXED_200 -> "200";
      case INDEXED_400 -> "400";
      default -> new String(block, from + 2, 3, ISO_8859_1);
    };
  }

  /// Closes the connection without a word, not even TLS's, which would wait for an answer.
  void hangUp() throws IOException {
    under.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
