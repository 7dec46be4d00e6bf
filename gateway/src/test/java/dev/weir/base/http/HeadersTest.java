package dev.weir.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeadersTest {
  private final Headers headers = Headers.of("Content-Type", "a", "X-Many", "1", "x-many", "2");

  @Test
  void findsNamesInAnyCase() {
    assertThat(headers.get("CONTENT-type")).contains("a");
    assertThat(headers.all("X-MANY")).containsExactly("1", "2");
    assertThat(headers.get("absent")).isEmpty();
  }

  @Test
  void replacesAddsAndDropsWithoutChangingTheOriginal() {
    assertThat(headers.with("X-Many", "3").all("x-many")).containsExactly("3");
    assertThat(headers.plus("X-Many", "3").all("x-many")).containsExactly("1", "2", "3");
    assertThat(headers.without("X-many").size()).isEqualTo(1);
    assertThat(headers).isEqualTo(Headers.of("content-type", "a", "x-many", "1", "x-many", "2"));
  }

  @Test
  void keepsOnlyWhatAProxyMayPassOn() {
    Headers sent =
        Headers.of(
            "connection",
            "close, X-Hop",
            "x-hop",
            "1",
            "te",
            "x",
            "transfer-encoding",
            "chunked",
            "accept",
            "*/*");
    assertThat(sent.endToEnd()).isEqualTo(Headers.of("accept", "*/*"));
  }

  @Test
  void refusesWhatCouldBreakFraming() {
    assertThatThrownBy(() -> Headers.of("a", "b\r\nc: d"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> headers.with("a\n", "b")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverPrintsValues() {
    assertThat(Headers.of("authorization", "secret").toString())
        .isEqualTo("Headers[authorization]");
  }
}
