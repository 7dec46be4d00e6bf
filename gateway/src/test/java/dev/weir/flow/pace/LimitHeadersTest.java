package dev.weir.flow.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Headers;
import dev.weir.flow.pace.LimitHeaders.Said;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The forms are those of recorded answers.
class LimitHeadersTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void readsWhatOpenAiSays() {
    Headers headers =
        Headers.of(
            "x-ratelimit-limit-requests", "10000",
            "x-ratelimit-remaining-requests", "9999",
            "x-ratelimit-reset-requests", "6ms",
            "x-ratelimit-limit-tokens", "150000000",
            "x-ratelimit-remaining-tokens", "149999975",
            "x-ratelimit-reset-tokens", "0s");

    assertThat(LimitHeaders.read(headers))
        .containsExactly(
            new Said(Quantity.REQUESTS, 10_000, 9_999, MINUTE),
            new Said(Quantity.TOKENS, 150_000_000, 149_999_975, MINUTE));
  }

  @Test
  void aLimitOfADayIsToldByItsReset() {
    Headers groq =
        Headers.of(
            "x-ratelimit-limit-requests", "14400",
            "x-ratelimit-remaining-requests", "14398",
            "x-ratelimit-reset-requests", "12s");

    assertThat(LimitHeaders.read(groq))
        .containsExactly(new Said(Quantity.REQUESTS, 14_400, 14_398, Duration.ofDays(1)));
  }

  @Test
  void readsInputAndOutputTokensWhereAnthropicTellsThemApart() {
    Headers headers =
        Headers.of(
            "anthropic-ratelimit-requests-limit", "50",
            "anthropic-ratelimit-requests-remaining", "0",
            "anthropic-ratelimit-requests-reset", "2025-03-15T09:38:18Z",
            "anthropic-ratelimit-input-tokens-limit", "400000",
            "anthropic-ratelimit-input-tokens-remaining", "399000",
            "anthropic-ratelimit-output-tokens-limit", "80000",
            "anthropic-ratelimit-output-tokens-remaining", "79000");

    assertThat(LimitHeaders.read(headers))
        .containsExactly(
            new Said(Quantity.REQUESTS, 50, 0, MINUTE),
            new Said(Quantity.INPUT_TOKENS, 400_000, 399_000, MINUTE),
            new Said(Quantity.OUTPUT_TOKENS, 80_000, 79_000, MINUTE));
  }

  @Test
  void readsMistralsTenSecondsAndLeavesItsMonth() {
    Headers headers =
        Headers.of(
            "x-ratelimit-limit-req-10-second", "60",
            "x-ratelimit-remaining-req-10-second", "59",
            "x-ratelimit-limit-tokens-minute", "2000000",
            "x-ratelimit-remaining-tokens-minute", "1999370",
            "x-ratelimit-limit-tokens-month", "10000000000",
            "x-ratelimit-remaining-tokens-month", "9999999370");

    assertThat(LimitHeaders.read(headers))
        .containsExactly(
            new Said(Quantity.REQUESTS, 60, 59, Duration.ofSeconds(10)),
            new Said(Quantity.TOKENS, 2_000_000, 1_999_370, MINUTE));
  }

  @Test
  void whatIsNoNumberSaysNothing() {
    Headers headers =
        Headers.of(
            "x-ratelimit-limit-requests", "unlimited",
            "x-ratelimit-remaining-requests", "-1",
            "x-ratelimit-limit-tokens", "0",
            "x-ratelimit-remaining-tokens", "0",
            "x-ratelimit-abusepenalty-active", "False");

    assertThat(LimitHeaders.read(headers)).isEmpty();
  }

  @Test
  void moreThanTheLimitIsTheLimit() {
    Headers headers =
        Headers.of("x-ratelimit-limit-requests", "10", "x-ratelimit-remaining-requests", "11");

    assertThat(LimitHeaders.read(headers))
        .containsExactly(new Said(Quantity.REQUESTS, 10, 10, MINUTE));
  }

  @Test
  void readsTimesAsVendorsWriteThem() {
    assertThat(LimitHeaders.time("6m0s")).contains(Duration.ofMinutes(6));
    assertThat(LimitHeaders.time("1h2m3.5s")).contains(Duration.ofMillis(3_723_500));
    assertThat(LimitHeaders.time("17.5s")).contains(Duration.ofMillis(17_500));
    assertThat(LimitHeaders.time("26ms")).contains(Duration.ofMillis(26));
    assertThat(LimitHeaders.time("500")).isEmpty();
    assertThat(LimitHeaders.time("")).isEmpty();
    assertThat(LimitHeaders.time("soon")).isEmpty();
  }
}
