package dev.weir.view.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Headers;
import org.junit.jupiter.api.Test;

/// Where a form was sent from, as the browser says.
class SameOriginTest {
  @Test
  void believesWhatTheBrowserSaysOfAForm() {
    assertThat(SameOrigin.sent(Headers.of("sec-fetch-site", "same-origin"))).isTrue();
    assertThat(SameOrigin.sent(Headers.of("sec-fetch-site", "cross-site"))).isFalse();
    assertThat(SameOrigin.sent(Headers.of("sec-fetch-site", "same-site"))).isFalse();
    assertThat(SameOrigin.sent(Headers.of("sec-fetch-site", "none"))).isFalse();
    assertThat(SameOrigin.sent(Headers.of("origin", "http://weir:81", "host", "weir:81"))).isTrue();
    assertThat(SameOrigin.sent(Headers.of("origin", "http://evil", "host", "weir:81"))).isFalse();
    assertThat(SameOrigin.sent(Headers.of("origin", "null", "host", "weir:81"))).isFalse();
    assertThat(SameOrigin.sent(Headers.of("host", "weir:81"))).isFalse();
  }
}
