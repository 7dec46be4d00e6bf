package dev.weir.base.http;

/// Requests whose end two HTTP readers could see in different places, or which are no HTTP at all:
/// CL.TE, TE.CL and TE.TE in their known disguises, chunk sizes, line ends, spaces. `\n` is written
/// for CR LF, `^J` for a bare LF, `^M` for a bare CR, `^0` for NUL, `^K` for a vertical tab.
enum Smuggled {
  CL_TE("content-length: 4\ntransfer-encoding: chunked\n\n1\nZ\n0\n\n"),
  TE_CL("transfer-encoding: chunked\ncontent-length: 4\n\n1\nZ\n0\n\n"),
  CL_0_TE("content-length: 0\ntransfer-encoding: chunked\n\n1\nZ\n0\n\n"),
  CL_TWICE("content-length: 1\ncontent-length: 2\n\nZZ"),
  CL_TWICE_THE_SAME("content-length: 1\ncontent-length: 1\n\nZ"),
  CL_LIST("content-length: 1, 1\n\nZ"),
  CL_PLUS("content-length: +1\n\nZ"),
  CL_MINUS("content-length: -1\n\nZ"),
  CL_HEXADECIMAL("content-length: 0x1\n\nZ"),
  CL_EMPTY("content-length: \n\nZ"),
  CL_SPACED("content-length: 1 1\n\nZ"),
  CL_OVER_64_BITS("content-length: 18446744073709551617\n\nZ"),
  CL_NO_ASCII_DIGIT("content-length: \u00b9\n\nZ"),
  CL_SPACE_BEFORE_COLON("content-length : 1\n\nZ"),
  TE_UNKNOWN("transfer-encoding: xchunked\n\n1\nZ\n0\n\n"),
  TE_IDENTITY("transfer-encoding: identity\n\nZ"),
  TE_IDENTITY_CHUNKED("transfer-encoding: identity, chunked\n\n1\nZ\n0\n\n"),
  TE_CHUNKED_IDENTITY("transfer-encoding: chunked, identity\n\n1\nZ\n0\n\n"),
  TE_GZIP_CHUNKED("transfer-encoding: gzip, chunked\n\n1\nZ\n0\n\n"),
  TE_TE("transfer-encoding: chunked\ntransfer-encoding: identity\n\n1\nZ\n0\n\n"),
  TE_TE_REVERSED("transfer-encoding: identity\ntransfer-encoding: chunked\n\n1\nZ\n0\n\n"),
  TE_CHUNKED_TWICE("transfer-encoding: chunked\ntransfer-encoding: chunked\n\n1\nZ\n0\n\n"),
  TE_VERTICAL_TAB("transfer-encoding:^Kchunked\n\n1\nZ\n0\n\n"),
  TE_QUOTED("transfer-encoding: \"chunked\"\n\n1\nZ\n0\n\n"),
  TE_PARAMETER("transfer-encoding: chunked;q=1\n\n1\nZ\n0\n\n"),
  TE_COMMA("transfer-encoding: chunked,\n\n1\nZ\n0\n\n"),
  TE_SPACE_BEFORE_COLON("transfer-encoding : chunked\n\n1\nZ\n0\n\n"),
  TE_TAB_BEFORE_COLON("transfer-encoding\t: chunked\n\n1\nZ\n0\n\n"),
  TE_NUL("transfer-encoding: chunked^0\n\n1\nZ\n0\n\n"),
  TE_FIRST_LINE_SPACED(" transfer-encoding: chunked\n\n1\nZ\n0\n\n", true),
  TE_AFTER_BARE_LF("x: y^Jtransfer-encoding: chunked\n\n1\nZ\n0\n\n"),
  TE_AFTER_BARE_CR("x: y^Mtransfer-encoding: chunked\n\n1\nZ\n0\n\n"),
  TE_NO_COLON("transfer-encoding chunked\n\n1\nZ\n0\n\n"),
  HEADER_NAME_EMPTY(": x\ncontent-length: 1\n\nZ"),
  HEADER_NAME_NO_TOKEN("x(y): z\ncontent-length: 1\n\nZ"),
  HEADER_NUL("x: y^0z\ncontent-length: 1\n\nZ"),
  HOST_TWICE("host: y\ncontent-length: 1\n\nZ"),
  LINES_BY_BARE_LF("content-length: 1^J^JZ"),
  CHUNK_SIZE_NO_NUMBER("transfer-encoding: chunked\n\nzz\nZ\n0\n\n"),
  CHUNK_SIZE_NEGATIVE("transfer-encoding: chunked\n\n-1\nZ\n0\n\n"),
  CHUNK_SIZE_PLUS("transfer-encoding: chunked\n\n+1\nZ\n0\n\n"),
  CHUNK_SIZE_0X("transfer-encoding: chunked\n\n0x1\nZ\n0\n\n"),
  CHUNK_SIZE_UNDERSCORE("transfer-encoding: chunked\n\n1_0\nZ\n0\n\n"),
  CHUNK_SIZE_OVER_32_BITS("transfer-encoding: chunked\n\n100000001\nZ\n0\n\n"),
  CHUNK_SIZE_OVER_64_BITS("transfer-encoding: chunked\n\n10000000000000001\nZ\n0\n\n"),
  CHUNK_SIZE_EMPTY("transfer-encoding: chunked\n\n\nZ\n0\n\n"),
  CHUNK_SIZE_SPACE_BEFORE("transfer-encoding: chunked\n\n 1\nZ\n0\n\n"),
  CHUNK_SIZE_SPACE_AFTER("transfer-encoding: chunked\n\n1 \nZ\n0\n\n"),
  CHUNK_SIZE_BARE_LF("transfer-encoding: chunked\n\n1^JZ\n0\n\n"),
  CHUNK_EXTENSION_BARE_LF("transfer-encoding: chunked\n\n1;x^JZ\n0\n\n"),
  CHUNK_EXTENSION_BARE_CR("transfer-encoding: chunked\n\n1;x^My\nZ\n0\n\n"),
  CHUNK_DATA_BARE_LF("transfer-encoding: chunked\n\n1\nZ^J0\n\n"),
  CHUNK_DATA_NO_LINE_END("transfer-encoding: chunked\n\n1\nZXX0\n\n"),
  CHUNK_DATA_TOO_LONG("transfer-encoding: chunked\n\n1\nZZZ\n0\n\n"),
  CHUNK_TRAILER_NO_COLON("transfer-encoding: chunked\n\n1\nZ\n0\nx\n\n"),
  UPGRADE_H2C("connection: upgrade\nupgrade: h2c\nhttp2-settings: AAMAAABk\n\n"),
  UPGRADE_WEBSOCKET("connection: upgrade\nupgrade: websocket\nsec-websocket-version: 13\n\n"),
  CONNECT("CONNECT a:443 HTTP/1.1\nhost: a\n\n", true),
  NO_HOST("POST /v1/chat/completions HTTP/1.1\ncontent-length: 0\n\n", true),
  HTTP_0_9("GET /v1/models\n\n", true),
  HTTP_0_9_NAMED("GET /v1/models HTTP/0.9\nhost: x\n\n", true),
  HTTP_1_2("GET /v1/models HTTP/1.2\nhost: x\n\n", true),
  HTTP_3("GET /v1/models HTTP/3.0\nhost: x\n\n", true),
  HTTP_2_PREFACE("PRI * HTTP/2.0\n\nSM\n\n", true),
  LINE_SPACED("GET /v1/mo dels HTTP/1.1\nhost: x\n\n", true),
  LINE_CONTROL_CHARACTER("G^0T /v1/models HTTP/1.1\nhost: x\n\n", true),
  LINE_BARE_LF("GET /v1/models HTTP/1.1^Jhost: x^J^J", true),
  GARBAGE("^0^K garbage ^0^0\n\n", true);

  private final String text;
  private final boolean whole;

  Smuggled(String afterHost) {
    this(afterHost, false);
  }

  /// @param whole whether the text begins with a request line of its own, or follows one at once
  Smuggled(String text, boolean whole) {
    this.text = text;
    this.whole = whole;
  }

  /// The bytes, one character each.
  String request() {
    String head =
        "POST /v1/chat/completions HTTP/1.1\n" + (text.startsWith(" ") ? "" : "host: x\n");
    boolean bare = whole && !text.startsWith(" ");
    return ((bare ? "" : head) + text)
        .replace("\n", "\r\n")
        .replace("^J", "\n")
        .replace("^M", "\r")
        .replace("^0", "\0")
        .replace("^K", "\u000b");
  }
}
