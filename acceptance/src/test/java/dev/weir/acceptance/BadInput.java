package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// What a caller may send that is wrong, and how it is refused. Every text holds [#PLANTED], as
/// prompt, header or key, which must be seen nowhere afterwards.
enum BadInput {
  BROKEN_JSON(400, "body_invalid"),
  TRUNCATED_JSON(400, "body_invalid"),
  NO_JSON(400, "body_invalid"),
  TWO_DOCUMENTS(400, "body_invalid"),
  NO_UTF_8(400, "body_invalid"),
  DEEP_NESTING(400, "body_invalid"),
  LONG_NUMBER(400, "body_invalid"),
  HUGE_EXPONENT_AS_MAX_TOKENS(400, "body_invalid"),
  NEGATIVE_MAX_TOKENS(400, "body_invalid"),
  HUGE_MAX_TOKENS(400, "body_invalid"),
  NO_MODEL(400, "body_invalid"),
  TWO_MODELS(400, "body_invalid"),
  TWO_MODELS_ONE_ESCAPED(400, "body_invalid"),
  TWO_ROLES(400, "body_invalid"),
  TWO_SCHEMAS_DEEP_IN_A_TOOL(400, "body_invalid"),
  UNKNOWN_MODEL(402, "price_unknown"),
  GZIP_BOMB(415, "encoding_unsupported"),
  UNKNOWN_CODING(415, "encoding_unsupported"),
  BODY_OF_100_MB(413, "body_too_large"),
  BODY_OF_100_MB_EXPECTED(413, "body_too_large"),
  HEADER_OF_1_MB(431, "header_too_large"),
  HEADER_FIELDS_1000(431, "header_too_large"),
  LONG_REQUEST_LINE(414, "request_line_too_long"),
  UNKNOWN_KEY(401, "key_unknown"),
  KEY_IN_THE_WRONG_HEADER(401, "key_unknown"),
  UNKNOWN_EXPECTATION(417, "expectation_unknown"),
  CL_TE(400, "request_invalid"),
  TE_CL(400, "request_invalid"),
  TE_TE(400, "request_invalid"),
  CL_CL(400, "request_invalid"),
  CHUNK_SIZE_OVERFLOW(400, "request_invalid"),
  CHUNK_BARE_LF(400, "request_invalid"),
  SPACE_BEFORE_COLON(400, "request_invalid"),
  NUL_IN_A_HEADER(400, "request_invalid"),
  UPGRADE(400, "request_invalid");

  static final String PLANTED = "PLANTED-7f3a9c-prompt";
  private static final int MB = 1_000_000;

  final int status;
  final String code;

  BadInput(int status, String code) {
    this.status = status;
    this.code = code;
  }

  /// Whether what is read of it tells the route or the version of the API.
  boolean showsItsDialect() {
    return this != LONG_REQUEST_LINE;
  }

  /// The request's bytes.
  ///
  /// @param known headers with a key that is known
  byte[] request(Application.Wire wire, Map<String, String> known) {
    Map<String, String> headers = new HashMap<>(known);
    headers.put("connection", "close");
    headers.put("x-planted", PLANTED);
    String head = RawClient.head(wire.path(), headers);
    byte[] good = chat(wire);
    return switch (this) {
      case BROKEN_JSON -> post(wire, headers, "{'model': '%s'}".formatted(PLANTED));
      case TRUNCATED_JSON -> RawClient.post(wire.path(), headers, head(good, good.length - 2));
      case NO_JSON -> post(wire, headers, PLANTED);
      case TWO_DOCUMENTS -> post(wire, headers, text(good) + text(good));
      case NO_UTF_8 ->
          RawClient.post(
              wire.path(), headers, text(good).replace("PLANTED", "\u00e4").getBytes(ISO_8859_1));
      case DEEP_NESTING -> post(wire, headers, extended(wire, "\"x\":" + "[".repeat(100_000)));
      case LONG_NUMBER -> post(wire, headers, extended(wire, "\"x\":" + "9".repeat(100_000)));
      case HUGE_EXPONENT_AS_MAX_TOKENS -> post(wire, headers, limited(wire, "1e999999"));
      case NEGATIVE_MAX_TOKENS -> post(wire, headers, limited(wire, "-1"));
      case HUGE_MAX_TOKENS -> post(wire, headers, limited(wire, "9223372036854775808"));
      case NO_MODEL -> post(wire, headers, text(good).replace("\"model\"", "\"mode\""));
      case TWO_MODELS -> post(wire, headers, extended(wire, "\"model\":\"other\""));
      case TWO_MODELS_ONE_ESCAPED ->
          post(wire, headers, extended(wire, "\"mod\\u0065l\":\"other\""));
      case TWO_ROLES ->
          post(wire, headers, text(good).replace("\"role\"", "\"role\":\"system\",\"role\""));
      case TWO_SCHEMAS_DEEP_IN_A_TOOL ->
          post(
              wire,
              headers,
              extended(wire, "\"tools\":[{\"function\":{\"x\":{\"y\":1,\"\\u0079\":2}}}]"));
      case UNKNOWN_MODEL -> post(wire, headers, text(good).replace(wire.model(), "no-such-model"));
      case GZIP_BOMB -> {
        headers.put("content-encoding", "gzip");
        yield RawClient.post(wire.path(), headers, gzip());
      }
      case UNKNOWN_CODING -> {
        headers.put("content-encoding", "identity, zstd");
        yield RawClient.post(wire.path(), headers, good);
      }
      case BODY_OF_100_MB -> RawClient.post(wire.path(), headers, large(good));
      case BODY_OF_100_MB_EXPECTED ->
          ascii(head + "expect: 100-continue\r\ncontent-length: 100000000\r\n\r\n");
      case HEADER_OF_1_MB -> ascii(head + "x: " + PLANTED.repeat(MB / 21) + "\r\n\r\n");
      case HEADER_FIELDS_1000 -> ascii(head + "x: y\r\n".repeat(1_000) + "\r\n");
      case LONG_REQUEST_LINE ->
          ascii(head.replace(" HTTP/1.1", "?x=" + PLANTED.repeat(1_000) + " HTTP/1.1") + "\r\n");
      case UNKNOWN_KEY -> {
        headers.replaceAll((name, value) -> value.replaceAll("wk_\\w+", "wk_" + "x".repeat(43)));
        yield RawClient.post(wire.path(), headers, good);
      }
      case KEY_IN_THE_WRONG_HEADER -> {
        headers.remove("authorization");
        headers.remove("x-api-key");
        headers.put("api-key", "wk_" + "y".repeat(43));
        yield RawClient.post(wire.path(), headers, good);
      }
      case UNKNOWN_EXPECTATION ->
          framed(head, "expect: " + PLANTED + "\r\ncontent-length: 2\r\n", "{}");
      case CL_TE ->
          framed(head, "content-length: 4\r\ntransfer-encoding: chunked\r\n", "0\r\n\r\n");
      case TE_CL ->
          framed(head, "transfer-encoding: chunked\r\ncontent-length: 4\r\n", "0\r\n\r\n");
      case TE_TE ->
          framed(head, "transfer-encoding: chunked\r\ntransfer-encoding: x\r\n", "0\r\n\r\n");
      case CL_CL -> framed(head, "content-length: 2\r\ncontent-length: 3\r\n", "{} ");
      case CHUNK_SIZE_OVERFLOW ->
          framed(head, "transfer-encoding: chunked\r\n", "100000002\r\n{}\r\n0\r\n\r\n");
      case CHUNK_BARE_LF -> framed(head, "transfer-encoding: chunked\r\n", "2\n{}\n0\n\n");
      case SPACE_BEFORE_COLON -> framed(head, "content-length : 2\r\n", "{}");
      case NUL_IN_A_HEADER -> framed(head, "x: " + PLANTED + "\0\r\n", "");
      case UPGRADE -> framed(head, "upgrade: websocket\r\ncontent-length: 2\r\n", "{}");
    };
  }

  private static byte[] post(Application.Wire wire, Map<String, String> headers, String body) {
    return RawClient.post(wire.path(), headers, body.getBytes(UTF_8));
  }

  private static byte[] framed(String head, String framing, String body) {
    return ascii(head + framing + "\r\n" + body);
  }

  private static byte[] chat(Application.Wire wire) {
    return Application.body(wire, wire.model(), PLANTED, 50).getBytes(UTF_8);
  }

  /// A good body with members before its end.
  private static String extended(Application.Wire wire, String members) {
    String good = text(chat(wire));
    return good.substring(0, good.length() - 1) + "," + members + "}";
  }

  private static String limited(Application.Wire wire, String maxTokens) {
    return text(chat(wire)).replace("\"max_tokens\":50", "\"max_tokens\":" + maxTokens);
  }

  /// A good body with a member of 100 MB before its end.
  private static byte[] large(byte[] good) {
    byte[] opening = ",\"x\":\"".getBytes(UTF_8);
    byte[] large = new byte[good.length + opening.length + 100 * MB + 1];
    Arrays.fill(large, (byte) 'x');
    System.arraycopy(good, 0, large, 0, good.length - 1);
    System.arraycopy(opening, 0, large, good.length - 1, opening.length);
    large[large.length - 2] = '"';
    large[large.length - 1] = '}';
    return large;
  }

  private static byte[] head(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /// 100 MB of zeros, compressed to a thousandth.
  private static byte[] gzip() {
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
      byte[] zeros = new byte[MB];
      for (int megabytes = 0; megabytes < 100; megabytes++) {
        gzip.write(zeros);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return small.toByteArray();
  }
}
