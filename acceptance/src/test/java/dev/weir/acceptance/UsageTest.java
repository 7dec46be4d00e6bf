package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What is charged when a provider reports usage that is whole, missing, wrong or nothing.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UsageTest {
  private final Stage stage = Stage.open();

  @AfterAll
  void close() {
    stage.close();
  }

  private Web.Answer ask(Application.Wire wire, String useCase, String content) {
    String body = Application.body(wire, wire.model(), content, 300);
    return stage.application().ask(wire, useCase, body);
  }

  private static BigDecimal cost(JsonNode call) {
    return new BigDecimal(call.path("cost_usd").asText());
  }

  @ParameterizedTest
  @EnumSource
  void theLedgerEqualsTheProvidersOwnCount(Application.Wire wire) {
    Web.Answer answer =
        ask(wire, "plain", "hello [[sim in=1234 out=56 cached=200 reasoning=7]]").expect(200);

    JsonNode call = stage.ended(answer.header("x-weir-call-id"));
    BookRow row = stage.served(answer.header("x-weir-call-id"));

    assertThat(call.path("booked").path(0).path("provenance").asText()).isEqualTo("reported");
    assertThat(cost(call)).isEqualByComparingTo(stage.prices().cost(row)).isPositive();
  }

  @Test
  void cacheWritesHaveTheirOwnPrices() {
    Web.Answer answer =
        ask(
                Application.Wire.ANTHROPIC_SSE,
                "plain",
                "hello [[sim in=1234 out=56 cached=200 write5m=300 write1h=400]]")
            .expect(200);

    JsonNode call = stage.ended(answer.header("x-weir-call-id"));

    BookRow row = stage.served(answer.header("x-weir-call-id"));
    assertThat(row.cacheWrite1h()).isEqualTo(400);
    assertThat(cost(call)).isEqualByComparingTo(stage.prices().cost(row));
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI_JSON", "OPENAI_SSE"})
  void missingUsageIsCountedAndIsRight(Application.Wire wire) {
    Web.Answer answer =
        ask(wire, "counted", "count these words, please [[sim out=40 fault=nousage]]").expect(200);

    JsonNode call = stage.ended(answer.header("x-weir-call-id"));

    assertThat(call.path("booked").path(0).path("provenance").asText()).isEqualTo("counted");
    BookRow row = stage.served(answer.header("x-weir-call-id"));
    assertThat(cost(call)).isEqualByComparingTo(stage.prices().cost(row));
  }

  @Test
  void missingUsageWithoutAPublicTokenizerIsMarkedEstimatedAndIsNotNothing() {
    Web.Answer answer =
        ask(Application.Wire.ANTHROPIC_JSON, "estimated", "hello [[sim out=40 fault=nousage]]")
            .expect(200);

    JsonNode call = stage.ended(answer.header("x-weir-call-id"));

    assertThat(call.path("booked").path(0).path("provenance").asText()).isEqualTo("estimated");
    assertThat(cost(call)).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"OPENAI_SSE, cut:5", "OPENAI_SSE, nousage", "OPENAI_JSON, nousage"})
  void whatAModelReasonedAndDidNotReportIsChargedToItsBound(Application.Wire wire, String fault) {
    String content = "hello [[sim in=20 out=2000 reasoning=1900 fault=%s]]".formatted(fault);
    String body = Application.body(wire, "o4-mini", content, 4_000);
    String id;
    try (ByteStream answer =
        ByteStream.post(
            stage.gateway().uri(),
            wire.path(),
            stage.application().headers(wire, "unseen"),
            body)) {
      id = answer.header("x-weir-call-id");
      answer.drain();
    }

    JsonNode call = stage.ended(id);
    BookRow row = stage.served(id);

    assertThat(row.output()).isGreaterThan(1_900);
    assertThat(call.path("booked").path(0).path("provenance").asText()).isEqualTo("estimated");
    assertThat(cost(call))
        .isGreaterThanOrEqualTo(stage.prices().cost(row))
        .isGreaterThanOrEqualTo(stage.prices().cost("o4-mini", 0, 4_000));
  }

  @Test
  void aProviderThatSaysZeroIsBelieved() {
    Web.Answer answer =
        ask(Application.Wire.OPENAI_JSON, "zero", "hello [[sim in=50 out=5 fault=zerousage]]")
            .expect(200);

    JsonNode call = stage.ended(answer.header("x-weir-call-id"));

    assertThat(call.path("booked").path(0).path("provenance").asText()).isEqualTo("reported");
    assertThat(cost(call)).isZero();
  }

  @Test
  void usageAboveTheBoundIsChargedAndTheBudgetAdmitsNothingMore() {
    stage
        .control()
        .budget(
            "overrun",
            """
            {"where": [{"tag": "use_case", "in": ["overrun"]}], "window": "total",
             "limit_usd": "0.01", "stop_at": 1}
            """);
    Web.Answer answer =
        ask(Application.Wire.OPENAI_JSON, "overrun", "hello [[sim in=20 out=100 fault=usage:50]]")
            .expect(200);
    JsonNode call = stage.ended(answer.header("x-weir-call-id"));
    BookRow row = stage.served(answer.header("x-weir-call-id"));
    BigDecimal reported = stage.prices().cost(row).multiply(BigDecimal.valueOf(50));

    Web.Answer next = ask(Application.Wire.OPENAI_JSON, "overrun", "hello [[sim in=1 out=1]]");

    assertThat(cost(call)).isEqualByComparingTo(reported);
    assertThat(stage.standing("overrun", "overrun").used()).isEqualByComparingTo(reported);
    assertThat(next.status()).as(next.text()).isEqualTo(402);
    Await.until(
        Stage.LEDGER_FOLLOWS_WITHIN,
        "the log tells of the overrun",
        () -> stage.gateway().process().output().toLowerCase(Locale.ROOT).contains("overrun"));
  }

  @ParameterizedTest
  @CsvSource({"OPENAI_JSON, 429", "OPENAI_SSE, 500", "ANTHROPIC_JSON, 529", "ANTHROPIC_SSE, 429"})
  void aProvidersErrorIsPassedOnAndBillsNothing(Application.Wire wire, int status) {
    Web.Answer answer =
        ask(wire, "errors", "hello [[sim in=50 out=5 fault=%d]]".formatted(status)).expect(status);

    JsonNode call = stage.ended(answer.header("x-weir-call-id"));

    assertThat(call.path("booked").path(0).path("kind").asText()).isEqualTo("released");
    assertThat(cost(call)).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI_SSE", "ANTHROPIC_SSE"})
  void aStreamThatIsCutIsChargedAndMarked(Application.Wire wire) {
    String body =
        Application.body(
            wire, wire.model(), "hello there [[sim out=60 pace=2ms fault=cut:20]]", 300);
    String id;
    try (ByteStream stream =
        ByteStream.post(
            stage.gateway().uri(), wire.path(), stage.application().headers(wire, "cut"), body)) {
      id = stream.header("x-weir-call-id");
      stream.drain();
    }

    JsonNode booked = stage.ended(id).path("booked").path(0);

    assertThat(booked.path("ending").asText()).isEqualTo("cut");
    assertThat(booked.path("provenance").asText()).isIn("counted", "estimated");
    assertThat(new BigDecimal(booked.path("cost_usd").asText())).isPositive();
  }

  @Test
  void anUnpricedModelIsRefusedUnlessTheSettingsAllowItAndThenItIsListed() {
    String body = Application.body(Application.Wire.OPENAI_JSON, "gpt-99", "hi [[sim in=9]]", 50);
    Web.Answer refused =
        stage.application().ask(Application.Wire.OPENAI_JSON, "unpriced", body).expect(402);
    stage.control().settings("{\"unpriced\": \"allow\"}");
    Web.Answer allowed =
        stage.application().ask(Application.Wire.OPENAI_JSON, "unpriced", body).expect(200);
    stage.control().settings("{\"unpriced\": \"refuse\"}");

    JsonNode call = stage.ended(allowed.header("x-weir-call-id"));

    assertThat(refused.text()).contains("price_unknown");
    assertThat(call.path("booked").path(0).path("unpriced")).isNotEmpty();
    assertThat(stage.settled("unpriced", 1, 1).path("partly_unpriced").asLong()).isEqualTo(1);
  }
}
